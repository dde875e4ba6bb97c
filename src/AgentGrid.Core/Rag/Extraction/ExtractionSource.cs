namespace AgentGrid.Core.Rag.Extraction;

/// <summary>Bytes to extract: a name for people and a way to read them from the start, as often as needed.</summary>
public sealed class ExtractionSource
{
    private readonly Func<Stream> _open;

    /// <param name="name">Display name with extension. Never used as a path; it only breaks ties between look-alike formats.</param>
    /// <param name="length">Size in bytes.</param>
    /// <param name="open">Opens a new readable, seekable stream at position 0; the caller disposes it.</param>
    public ExtractionSource(string name, long length, Func<Stream> open)
    {
        Name = name;
        Length = length;
        _open = open;
    }

    /// <summary>Display name with extension.</summary>
    public string Name { get; }

    /// <summary>Size in bytes.</summary>
    public long Length { get; }

    /// <summary>Where the bytes lie on disk, when they do: external tools read them there.</summary>
    public string? Path { get; private init; }

    /// <summary>Extension of the name in lower case without its dot, or empty.</summary>
    public string Extension => System.IO.Path.GetExtension(Name).TrimStart('.').ToLowerInvariant();

    /// <summary>A new stream at position 0.</summary>
    public Stream Open() => _open();

    /// <summary>The same source, opened in another way.</summary>
    internal ExtractionSource With(Func<Stream> open) => new(Name, Length, open) { Path = Path };

    /// <summary>A file on disk under a display name.</summary>
    public static ExtractionSource FromFile(string path, string name) =>
        new(name, new FileInfo(path).Length, () => OpenFile(path)) { Path = path };

    /// <summary>Bytes in memory.</summary>
    public static ExtractionSource FromBytes(byte[] bytes, string name) =>
        new(name, bytes.Length, () => new MemoryStream(bytes, writable: false));

    private static FileStream OpenFile(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
}
