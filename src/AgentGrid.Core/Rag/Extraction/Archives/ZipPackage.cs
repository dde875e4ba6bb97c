using System.Buffers.Binary;
using System.IO.Compression;

namespace AgentGrid.Core.Rag.Extraction.Archives;

/// <summary>A ZIP archive read with bounds: entries counted before they are listed, bytes counted while they unpack.</summary>
internal sealed class ZipPackage : IDisposable
{
    private const uint EndOfDirectory = 0x06054b50;

    private const int EndRecordBytes = 22;

    private readonly ZipArchive _archive;
    private readonly UnpackBudget _budget;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);

    private ZipPackage(ZipArchive archive, UnpackBudget budget)
    {
        (_archive, _budget) = (archive, budget);
        foreach (var entry in archive.Entries)
        {
            _entries.TryAdd(entry.FullName.TrimStart('/'), entry);
        }
    }

    public IReadOnlyCollection<ZipArchiveEntry> Entries => _archive.Entries;

    public static ZipPackage Open(ExtractionSource source, ExtractionOptions options, UnpackBudget budget)
    {
        var stream = source.Open();
        try
        {
            CheckEntryCount(stream, options);
            return new ZipPackage(new ZipArchive(stream, ZipArchiveMode.Read), budget);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public bool Has(string name) => _entries.ContainsKey(name);

    public ZipArchiveEntry? Find(string name) => _entries.GetValueOrDefault(name);

    /// <summary>An entry's unpacked bytes, counted against the budget as they are read.</summary>
    public Stream Read(ZipArchiveEntry entry)
    {
        if (entry.IsEncrypted)
        {
            throw new ExtractionException(
                ExtractionCodes.FileEncrypted, "The archive is protected with a password. Unpack it and upload the documents.");
        }

        return new CountedStream(entry.Open(), _budget);
    }

    public Stream? TryRead(string name) => Find(name) is { } entry ? Read(entry) : null;

    public void Dispose() => _archive.Dispose();

    /// <summary>The directory says how many entries follow; a huge number is refused before the list is built.</summary>
    private static void CheckEntryCount(Stream stream, ExtractionOptions options)
    {
        var tail = new byte[Math.Min(stream.Length, EndRecordBytes + ushort.MaxValue)];
        stream.Position = stream.Length - tail.Length;
        stream.ReadExactly(tail);
        stream.Position = 0;
        for (var at = tail.Length - EndRecordBytes; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) == EndOfDirectory)
            {
                int entries = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
                if (entries > options.MaxArchiveEntries)
                {
                    throw new ExtractionException(
                        ExtractionCodes.TooComplex,
                        $"The file is a package of {(entries == ushort.MaxValue ? "65,535 or more" : entries)} parts; at most "
                        + $"{options.MaxArchiveEntries:N0} are read. Split it.");
                }

                return;
            }
        }
    }
}
