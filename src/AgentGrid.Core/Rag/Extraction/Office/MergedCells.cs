using System.Globalization;
using System.Text;
using AgentGrid.Core.Rag.Extraction.Archives;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>
/// The merged cells of a sheet. They stand behind its rows, so its bytes are looked through once before: rows need not be held. Of a
/// sheet that is huge or in another encoding than UTF-8 none are found.
/// </summary>
internal sealed class MergedCells
{
    /// <summary>Larger sheets are not unpacked twice.</summary>
    private const long LargestSheet = 50_000_000;

    private const int Most = 20_000;

    private const int LongestReference = 64;

    private readonly Dictionary<(int Row, int Column), (int LastRow, int LastColumn)> _byStart = [];

    public bool Any => _byStart.Count > 0;

    public static MergedCells Read(ZipPackage package, string part)
    {
        var found = new MergedCells();
        if (package.Find(part) is not { Length: <= LargestSheet } entry)
        {
            return found;
        }

        using var stream = package.Read(entry);
        var buffer = new byte[64 * 1024];
        var (kept, read) = (0, 0);
        while (found._byStart.Count < Most && (read = stream.Read(buffer, kept, buffer.Length - kept)) > 0)
        {
            var rest = buffer.AsSpan(0, kept + read);
            found.Scan(ref rest);
            kept = Math.Min(rest.Length, LongestReference);
            rest[^kept..].CopyTo(buffer);
        }

        return found;
    }

    /// <summary>Last row, from 1, and column, from 0, of the merged cell that begins in a place, or null.</summary>
    public (int Row, int Column)? EndOf(int row, int column) => _byStart.TryGetValue((row, column), out var end) ? end : null;

    /// <summary>Takes what stands whole in the bytes and leaves the rest.</summary>
    private void Scan(ref Span<byte> bytes)
    {
        for (var at = bytes.IndexOf("mergeCell "u8); at >= 0; at = bytes.IndexOf("mergeCell "u8))
        {
            var tag = bytes[at..Math.Min(bytes.Length, at + LongestReference)];
            var end = tag.IndexOf((byte)'>');
            if (end < 0)
            {
                // Cut by the end of the bytes; longer ones are no references.
                bytes = tag.Length < LongestReference ? bytes[at..] : bytes[(at + 1)..];
                if (tag.Length < LongestReference)
                {
                    return;
                }

                continue;
            }

            Add(Encoding.ASCII.GetString(tag[..end]));
            bytes = bytes[(at + end)..];
        }
    }

    private void Add(string tag)
    {
        var parts = tag.Split('"', '\'');
        if (parts.Length < 2 || parts[1].Split(':') is not [var first, var last])
        {
            return;
        }

        if (XlsxRows.ColumnOf(first) is { } column && XlsxRows.ColumnOf(last) is { } lastColumn && RowOf(first) is { } row && RowOf(last) is { } lastRow
            && lastRow >= row && lastColumn >= column)
        {
            _byStart.TryAdd((row, column), (lastRow, lastColumn));
        }
    }

    private static int? RowOf(string reference) =>
        int.TryParse(reference.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : null;
}
