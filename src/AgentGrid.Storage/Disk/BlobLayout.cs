namespace AgentGrid.Storage.Disk;

/// <summary>
/// Where blobs lie: in folders of two characters, so that no folder holds them all. The characters are those of an id that change
/// every four minutes, so that what is uploaded together lies together, and one sync of a folder serves many.
/// </summary>
internal sealed class BlobLayout(string root)
{
    private const int FolderAt = 8;
    private const int FolderLength = 2;

    /// <summary>Where a blob lies until it is published.</summary>
    public string Incoming { get; } = Path.Combine(root, "incoming");

    /// <summary>All folders that blobs are in.</summary>
    public IEnumerable<string> Folders =>
        Directory.EnumerateDirectories(root).Where(static folder => Path.GetFileName(folder).Length == FolderLength);

    public string ReceivedPath(string name) => Path.Combine(Incoming, name);

    public string PathOf(string name) =>
        name.Length < FolderAt + FolderLength ? FormerPathOf(name) : Path.Combine(root, name.Substring(FolderAt, FolderLength), name);

    /// <summary>Where versions before put it: by the id's last characters, which are random.</summary>
    public string FormerPathOf(string name) => Path.Combine(root, name[^FolderLength..], name);

    /// <summary>Whether the name is one that this store makes; no other is used as a path.</summary>
    public static bool IsName(string name) =>
        name.Length is > 4 and <= 64 && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
