using AgentGrid.Core.Rag.Extraction.Quality;
using AgentGrid.Core.Rag.Extraction.Tools;

namespace AgentGrid.Core.Rag.Extraction.Pdf;

/// <summary>
/// Pages whose words are in a picture, among pages with text: read by OCR where that is installed, and else a note in the text says
/// that they were not.
/// </summary>
internal sealed class PdfPictures(ExtractionContext context, string path)
{
    /// <summary>A page with fewer letters and digits may be a scan that was only stamped or numbered.</summary>
    private const int FewLetters = 40;

    /// <summary>Below this share of ink a page is blank.</summary>
    private const double AnyInk = 0.0005;

    /// <summary>So few letters by themselves leave less ink than this.</summary>
    private const double MuchInk = 0.03;

    private readonly bool _canRead = Ocr.CanReadPdf(context.Options);
    private readonly bool _canLook = PageInk.CanMeasure(context.Options);
    private readonly PdfImageList _images = new(context, path);
    private int _looked, _read;
    private bool _anyIsFilled;

    /// <summary>Every page was looked at, and none has anything on it.</summary>
    public bool AllBlank => _canLook && !_anyIsFilled;

    /// <summary>Why the first page that OCR failed on could not be read.</summary>
    public ExtractionException? Failure { get; private set; }

    /// <summary>The page's blocks: those of its text, of the picture that it is, or with a note.</summary>
    /// <param name="page">Its text.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="text">The blocks of its text.</param>
    public IEnumerable<Block> Complete(string page, int number, IEnumerable<Block> text)
    {
        var letters = Letters(page);
        if (letters >= FewLetters || !IsPicture(number, letters))
        {
            _anyIsFilled |= letters > 0;
            return text;
        }

        _anyIsFilled = true;

        if (!_canRead)
        {
            return text.Append(Note(number, _canLook
                ? $"(Page {number} is a picture, and the server has no OCR to read it.)"
                : $"(Page {number} has no text. If it is a picture, it was not read: the server has no OCR.)"));
        }

        if (_read++ >= context.Options.MaxOcrPages)
        {
            return _read == context.Options.MaxOcrPages + 1
                ? text.Append(Note(number, $"(Only the first {context.Options.MaxOcrPages} scanned pages were read.)"))
                : text;
        }

        try
        {
            var seen = Ocr.ReadPdfPage(context, path, number) ?? [];
            return IsBetter(seen, letters) ? seen : text;
        }
        catch (ExtractionException failure)
        {
            Failure ??= failure;
            return text.Append(Note(number, $"(Page {number} is a picture that could not be read: {failure.Message})"));
        }
    }

    /// <summary>Whether more is on the page than its text. Looking at it costs a program's start, so pages with text are asked for pictures first.</summary>
    private bool IsPicture(int number, int letters)
    {
        if (!_canLook)
        {
            return letters == 0;
        }

        if ((letters > 0 || _looked >= context.Options.MaxOcrPages * 2) && !_images.Contains(number))
        {
            return false;
        }

        return _looked++ >= context.Options.MaxOcrPages * 2
            || PageInk.Share(context, path, number) > (letters == 0 ? AnyInk : MuchInk);
    }

    /// <summary>Whether OCR found words, and more than the text that it would replace.</summary>
    private static bool IsBetter(IReadOnlyList<Block> seen, int letters)
    {
        var quality = new TextQuality();
        var found = 0;
        foreach (var block in seen)
        {
            quality.Add(block.Text);
            found += block.Text.Count(char.IsLetterOrDigit);
        }

        return quality.HasWords && quality.Problem() is null && found > letters * 2;
    }

    private static int Letters(string page)
    {
        var letters = 0;
        for (var i = 0; i < page.Length && letters < FewLetters; i++)
        {
            letters += char.IsLetterOrDigit(page[i]) ? 1 : 0;
        }

        return letters;
    }

    private static Block Note(int page, string text) => Block.Paragraph(text, page) with { IsNote = true };
}
