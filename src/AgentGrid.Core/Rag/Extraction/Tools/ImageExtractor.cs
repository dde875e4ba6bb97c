namespace AgentGrid.Core.Rag.Extraction.Tools;

/// <summary>Pictures of text, by OCR when that is installed.</summary>
internal sealed class ImageExtractor : IFormatExtractor
{
    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        if (!Ocr.CanReadImages(context.Options))
        {
            throw new ExtractionException(
                ExtractionCodes.UnsupportedFileType,
                "This is a picture, and the server has no OCR. Install tesseract on the server, or upload a document with text.");
        }

        using var file = new LocalFile(context.Source);
        foreach (var block in Ocr.ReadImage(context, file.Path))
        {
            yield return block;
        }
    }
}
