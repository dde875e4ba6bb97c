using System.IO.Compression;

namespace AgentGrid.Core.Rag.Extraction.Archives;

/// <summary>ZIP archives: each document in it under its name. Names inside are shown, never used as paths.</summary>
internal sealed class ZipExtractor : IFormatExtractor
{
    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        using var package = ZipPackage.Open(context.Source, context.Options, context.Unpack);
        var any = false;
        Block? firstNote = null;
        foreach (var entry in package.Entries.Where(IsDocument))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var name = DisplayName(entry.FullName);
            using var unpacked = new UnpackedEntry(package, entry, name);
            yield return Block.Heading(name, Math.Min(context.Depth + 1, 6)) with { IsNote = true };
            foreach (var block in context.ExtractInner(unpacked.Source))
            {
                any |= !block.IsNote;
                firstNote ??= block.IsNote ? block : null;
                yield return block;
            }
        }

        if (!any)
        {
            throw new ExtractionException(
                ExtractionCodes.NoTextFound,
                "No document in the archive could be read. " + (firstNote is null ? "It holds no files." : firstNote.Text.Trim()));
        }
    }

    private static bool IsDocument(ZipArchiveEntry entry) =>
        entry.Length > 0 && !entry.FullName.EndsWith('/') && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)
        && !entry.Name.StartsWith('.');

    private static string DisplayName(string fullName)
    {
        var last = fullName.AsSpan(fullName.AsSpan().LastIndexOfAny('/', '\\') + 1);
        var name = new string([.. last.ToString().Where(c => !char.IsControl(c))]);
        return name.Length switch { 0 => "document", > 200 => name[^200..], _ => name };
    }
}
