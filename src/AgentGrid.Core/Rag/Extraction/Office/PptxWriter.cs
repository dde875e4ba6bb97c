using System.Globalization;
using System.Text;
using System.Xml;
using AgentGrid.Core.Rag.Extraction.Tabular;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>Turns the nodes of a slide, its notes, diagrams or comments into blocks; finished ones wait in <see cref="Finished"/>.</summary>
internal sealed class PptxWriter(int slide, bool isNotes, NameBudget names)
{
    private readonly TableRows _table = new(names);
    private readonly StringBuilder _text = new();
    private bool _inText, _isTitle, _isBodyless, _isCovered, _isRaised;
    private int _fallback = -1;

    public BlockQueue Finished { get; } = new();

    public void Take(XmlReader reader)
    {
        if (_fallback >= 0)
        {
            _fallback = reader.NodeType == XmlNodeType.EndElement && reader.Depth == _fallback ? -1 : _fallback;
            return;
        }

        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                Enter(reader);
                break;
            case XmlNodeType.EndElement:
                Leave(reader.LocalName);
                break;
            case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when _inText && !_isBodyless:
                _text.Append(_isRaised ? RaisedText.Of(reader.Value) : reader.Value);
                break;
        }
    }

    private void Enter(XmlReader reader)
    {
        var empty = reader.IsEmptyElement;
        switch (reader.LocalName)
        {
            case "Fallback" when !empty:
                _fallback = reader.Depth;
                break;
            case "sp" or "pic" or "graphicFrame":
                (_isTitle, _isBodyless) = (false, false);
                break;
            case "ph":
                Placeholder(OfficeXml.Attribute(reader, "type") ?? "");
                break;
            case "cNvPr" when !isNotes && OfficeXml.Attribute(reader, "descr") is { Length: > 0 } description:
                Finished.Add(Block.Paragraph(description, slide));
                break;
            case "r" or "fld":
                _isRaised = false;
                break;
            case "rPr":
                _isRaised = OfficeXml.Attribute(reader, "baseline") is { Length: > 1 } raised && raised[0] is not '-';
                break;
            case "t" or "text" when !empty:
                _inText = true;
                break;
            case "br":
                _text.Append('\n');
                break;
            case "tbl" when !empty:
                _table.Enter();
                break;
            case "tr" when _table.Depth == 1:
                _table.BeginRow();
                break;
            case "tc" when _table.Depth == 1:
                BeginCell(reader);
                if (empty && !_isCovered)
                {
                    _table.EndCell();
                }

                break;
        }
    }

    /// <summary>A merged cell stands in the file for each place it covers: those beside its first are passed over.</summary>
    private void BeginCell(XmlReader reader)
    {
        _isCovered = IsTrue(OfficeXml.Attribute(reader, "hMerge"));
        _table.BeginCell();
        if (int.TryParse(OfficeXml.Attribute(reader, "gridSpan"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns))
        {
            _table.CellIsWide(columns);
        }

        if (IsTrue(OfficeXml.Attribute(reader, "vMerge")))
        {
            _table.CellContinues();
        }
    }

    private static bool IsTrue(string? value) => value is "1" or "true";

    /// <summary>Numbers, dates and footers repeat on each slide; the picture of the slide in its notes has no text of its own.</summary>
    private void Placeholder(string type)
    {
        _isTitle = !isNotes && type is "title" or "ctrTitle";
        _isBodyless = type is "sldNum" or "dt" or "ftr" or "hdr" or "sldImg";
    }

    private void Leave(string name)
    {
        switch (name)
        {
            case "t":
                _inText = false;
                break;
            case "text":
                _inText = false;
                Paragraph();
                break;
            case "p":
                Paragraph();
                break;
            case "tr" when _table.Depth == 1:
                EmitRows(_table.EndRow(slide));
                break;
            case "tc" when _table.Depth == 1 && !_isCovered:
                _table.EndCell();
                break;
            case "tbl" when _table.Depth > 0:
                EmitRows(_table.Leave());
                break;
        }
    }

    private void EmitRows(IEnumerable<(string Text, int? Page)> rows)
    {
        foreach (var (text, _) in rows)
        {
            Finished.Add(Block.Row(text, slide));
        }
    }

    private void Paragraph()
    {
        var text = _text.ToString().Trim();
        _text.Clear();
        if (text.Length == 0)
        {
            return;
        }

        if (_table.Depth > 0)
        {
            _table.Append(text);
        }
        else
        {
            Finished.Add(_isTitle ? Block.Heading(text.ReplaceLineEndings(" "), 1, slide) : Block.Paragraph(text, slide));
        }
    }
}
