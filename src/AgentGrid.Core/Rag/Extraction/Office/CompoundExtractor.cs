using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>OLE compound files are never read; the streams they name tell what to say about them.</summary>
internal sealed class CompoundExtractor : IFormatExtractor
{
    private const int SearchedBytes = 4_000_000;

    private static readonly (string Stream, string Code, string Reason)[] Known =
    [
        ("EncryptedPackage", ExtractionCodes.FileEncrypted, "The Office document is protected with a password. Remove the protection and upload it again."),
        ("WordDocument", ExtractionCodes.UnsupportedFileType, "This is a Word document of the format before 2007. Save it as DOCX."),
        ("Workbook", ExtractionCodes.UnsupportedFileType, "This is an Excel workbook of the format before 2007. Save it as XLSX."),
        ("PowerPoint Document", ExtractionCodes.UnsupportedFileType, "This is a PowerPoint presentation of the format before 2007. Save it as PPTX."),
        ("__substg1.0", ExtractionCodes.UnsupportedFileType, "This is an Outlook message. Save it as EML or text."),
    ];

    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        var bytes = new byte[Math.Min(SearchedBytes, context.Source.Length)];
        using var stream = context.Source.Open();
        stream.ReadExactly(bytes);

        // The directory may lie anywhere in the file; often it lies at its end.
        var tail = new byte[Math.Min(SearchedBytes, context.Source.Length)];
        stream.Position = context.Source.Length - tail.Length;
        stream.ReadExactly(tail);
        foreach (var (name, code, reason) in Known)
        {
            var pattern = Encoding.Unicode.GetBytes(name);
            if (bytes.AsSpan().IndexOf(pattern) >= 0 || tail.AsSpan().IndexOf(pattern) >= 0)
            {
                throw new ExtractionException(code, reason);
            }
        }

        throw new ExtractionException(
            ExtractionCodes.UnsupportedFileType, "This is an OLE compound file of no supported type. Save its content as DOCX, XLSX, PPTX or PDF.");
    }
}
