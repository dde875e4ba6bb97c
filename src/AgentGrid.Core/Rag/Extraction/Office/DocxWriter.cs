using System.Globalization;
using System.Text;
using System.Xml;
using AgentGrid.Core.Rag.Extraction.Tabular;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>Turns the nodes of a Word part into blocks; finished ones wait in <see cref="Finished"/>.</summary>
/// <param name="styles">Which paragraphs are headings.</param>
/// <param name="names">Bounds what the names of columns add to its tables.</param>
/// <param name="firstPage">Number of the part's first page where its marks of pages can be trusted, otherwise null.</param>
internal sealed class DocxWriter(DocxStyles styles, NameBudget names, int? firstPage = null)
{
    private readonly Stack<Paragraph> _open = new();
    private readonly DocxTable _table = new(names);
    private int _skipDepth = -1;
    private bool _inText, _isRaised;

    /// <summary>Goes before the next paragraph: the number of a note, the author of a comment.</summary>
    private string _prefix = "";

    public BlockQueue Finished { get; } = new();

    /// <summary>The page that has been reached.</summary>
    public int? Page { get; private set; } = firstPage;

    public void Take(XmlReader reader)
    {
        if (_skipDepth >= 0)
        {
            _skipDepth = reader.NodeType == XmlNodeType.EndElement && reader.Depth == _skipDepth ? -1 : _skipDepth;
            return;
        }

        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                Enter(reader);
                break;
            case XmlNodeType.EndElement:
                Leave(reader);
                break;
            case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when _inText:
                Append(_isRaised ? RaisedText.Of(reader.Value) : reader.Value);
                break;
        }
    }

    private void Enter(XmlReader reader)
    {
        var name = reader.LocalName;
        if (reader.IsEmptyElement && name is "p" or "tr" or "tbl" or "t")
        {
            return;
        }

        if (DocxEquation.IsPart(reader) && _open.TryPeek(out var open))
        {
            open.Equation.Enter(reader, open.Text);
        }

        switch (name)
        {
            case "del" when _table.InRowProperties:
                _table.MarkDeleted();
                break;
            // The fallback repeats what the choice beside it says, and a reading the words below it; deleted text is gone; field codes are no text.
            case "Fallback" or "rt" or "del" or "instrText" or "moveFrom" when !reader.IsEmptyElement:
                _skipDepth = reader.Depth;
                break;
            case "p":
                _open.Push(new Paragraph());
                break;
            case "pStyle" when _open.TryPeek(out var paragraph):
                paragraph.Level = styles.LevelOf(OfficeXml.Attribute(reader, "val"));
                break;
            case "outlineLvl" when _open.TryPeek(out var paragraph):
                paragraph.Level = int.TryParse(OfficeXml.Attribute(reader, "val"), NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level < 9 ? level + 1 : 0;
                break;
            case "numPr" when _open.TryPeek(out var paragraph):
                paragraph.IsItem = true;
                break;
            case "r":
                _isRaised = false;
                break;
            case "vertAlign":
                _isRaised = OfficeXml.Attribute(reader, "val") == "superscript";
                break;
            case "t":
                _inText = true;
                break;
            case "tab" when _open.TryPeek(out var paragraph) && paragraph.Text.Length > 0:
                Append("\t");
                break;
            case "br" or "cr":
                Append("\n");
                break;
            case "docPr" when OfficeXml.Attribute(reader, "descr") is { Length: > 0 } description:
                Append($"\n{description}\n");
                break;
            case "lastRenderedPageBreak":
                Page++;
                break;
            case "noBreakHyphen":
                Append("-");
                break;
            case "footnoteReference" or "endnoteReference" or "footnote" or "endnote":
                Reference(reader);
                break;
            case "comment" when OfficeXml.Attribute(reader, "author") is { Length: > 0 } author:
                _prefix = author + ": ";
                break;
            default:
                _table.Enter(reader);
                break;
        }
    }

    private void Reference(XmlReader reader)
    {
        if (OfficeXml.Attribute(reader, "id") is not { } id || OfficeXml.Attribute(reader, "type") is not null)
        {
            return;
        }

        if (reader.LocalName.EndsWith("Reference", StringComparison.Ordinal))
        {
            Append(RaisedText.Of(id));
        }
        else
        {
            _prefix = RaisedText.Of(id) + " ";
        }
    }

    private void Leave(XmlReader reader)
    {
        var name = reader.LocalName;
        if (DocxEquation.IsPart(reader) && _open.TryPeek(out var open))
        {
            open.Equation.Leave(name, open.Text);
        }

        switch (name)
        {
            case "t":
                _inText = false;
                break;
            case "p" when _open.TryPop(out var paragraph):
                Finish(paragraph);
                break;
            default:
                foreach (var row in _table.Leave(name))
                {
                    Finished.Add(row);
                }

                break;
        }
    }

    private void Append(string text)
    {
        if (_open.TryPeek(out var paragraph))
        {
            paragraph.Text.Append(text);
            paragraph.Page ??= Page;
            _table.Reach(Page);
        }
    }

    private void Finish(Paragraph paragraph)
    {
        var text = paragraph.Text.ToString().Trim();
        if (text.Length == 0)
        {
            return;
        }

        text = _prefix + text;
        _prefix = "";
        if (_table.IsOpen)
        {
            _table.Append(text);
        }
        else
        {
            Finished.Add(paragraph.Level > 0 ? Block.Heading(text.ReplaceLineEndings(" "), paragraph.Level, paragraph.Page)
                : paragraph.IsItem ? Block.ListItem(text, paragraph.Page) : Block.Paragraph(text, paragraph.Page));
        }
    }

    private sealed class Paragraph
    {
        public StringBuilder Text { get; } = new();

        public DocxEquation Equation => field ??= new DocxEquation();

        public int Level { get; set; }

        public bool IsItem { get; set; }

        /// <summary>Where its text begins.</summary>
        public int? Page { get; set; }
    }
}
