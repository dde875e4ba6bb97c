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
        ExtractionException? locked = null;
        foreach (var entry in package.Entries.Where(IsDocument))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var name = DisplayName(entry.FullName);
            yield return Block.Heading(name, 1) with { IsNote = true };
            using var unpacked = Unpack(package, entry, name, out var failure);
            locked ??= failure?.Code == ExtractionCodes.FileEncrypted ? failure : null;
            foreach (var block in unpacked is null ? [NotRead(name, failure!)] : context.ExtractInner(unpacked.Source, below: 1))
            {
                any |= !block.IsNote;
                firstNote ??= block is { IsNote: true, Kind: not BlockKind.Heading } ? block : null;
                yield return block;
            }
        }

        if (!any)
        {
            throw locked ?? new ExtractionException(
                ExtractionCodes.NoTextFound,
                "No document in the archive could be read. " + (firstNote is null ? "It holds no files." : firstNote.Text.Trim()));
        }
    }

    /// <summary>The entry, or why it cannot be had; a bomb ends the whole.</summary>
    private static UnpackedEntry? Unpack(ZipPackage package, ZipArchiveEntry entry, string name, out ExtractionException? failure)
    {
        failure = null;
        try
        {
            return new UnpackedEntry(package, entry, name);
        }
        catch (Exception error) when (ExtractionErrors.Explain(error) is { Code: not ExtractionCodes.ArchiveBomb } explained)
        {
            failure = explained;
            return null;
        }
    }

    private static Block NotRead(string name, ExtractionException failure)
    {
        var why = failure.Code == ExtractionCodes.FileEncrypted ? "it is protected with a password." : failure.Message;
        return Block.Paragraph($"({name} was not read: {why})") with { IsNote = true };
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
