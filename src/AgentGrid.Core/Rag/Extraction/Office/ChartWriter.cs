using System.Globalization;
using System.Text;
using System.Xml;
using AgentGrid.Core.Rag.Extraction.Tabular;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>
/// Turns the nodes of a chart into blocks: its titles, and each series as a row with its values under their categories. Finished ones
/// wait in <see cref="Finished"/>.
/// </summary>
internal sealed class ChartWriter(int? page, NameBudget names)
{
    /// <summary>More points than these are not read in words by anyone.</summary>
    private const int MaxPoints = 4_000;

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _paragraph = new();
    private readonly List<(int Column, string Text)> _row = [];
    private readonly List<string> _columns = [];
    private XlsxNumberFormat? _format;
    private string _part = "";
    private int _point;
    private bool _inText;

    public BlockQueue Finished { get; } = new();

    public void Take(XmlReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element when !reader.IsEmptyElement:
                Enter(reader);
                break;
            case XmlNodeType.EndElement:
                Leave(reader.LocalName);
                break;
            case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when _inText:
                _text.Append(reader.Value);
                break;
        }
    }

    private void Enter(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            case "ser":
                _row.Clear();
                _columns.Clear();
                break;
            case "tx" or "cat" or "xVal" or "val" or "yVal":
                (_part, _point, _format) = (reader.LocalName, 0, null);
                break;
            case "pt":
                _point = int.TryParse(reader.GetAttribute("idx"), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : MaxPoints;
                break;
            case "t" or "v" or "formatCode":
                _inText = true;
                _text.Clear();
                break;
        }
    }

    private void Leave(string name)
    {
        switch (name)
        {
            case "t":
                _inText = false;
                _paragraph.Append(_text);
                break;
            case "p":
                Say(_paragraph.ToString().Trim());
                _paragraph.Clear();
                break;
            case "formatCode":
                _inText = false;
                _format = XlsxNumberFormat.Parse(_text.ToString());
                break;
            case "v":
                _inText = false;
                Place(_text.ToString().Trim());
                break;
            case "tx" or "cat" or "xVal" or "val" or "yVal":
                _part = "";
                break;
            case "ser":
                EndSeries();
                break;
        }
    }

    private void Say(string text)
    {
        if (text.Length > 0)
        {
            Finished.Add(Block.Paragraph(text, page));
        }
    }

    /// <summary>The name of a series is its first cell; category and value of a point go above each other into the column after it.</summary>
    private void Place(string text)
    {
        if (_point >= MaxPoints || text.Length == 0)
        {
            return;
        }

        var shown = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? _format?.Show(number, text, from1904: false) ?? PlainNumber.Of(number, text) : text;
        if (_part == "tx")
        {
            _row.Add((0, text));
        }
        else if (_part is "val" or "yVal")
        {
            _row.Add((_point + 1, shown));
        }
        else if (_part.Length > 0)
        {
            while (_columns.Count <= _point + 1)
            {
                _columns.Add("");
            }

            // Of several levels the inner one comes first.
            _columns[_point + 1] = _columns[_point + 1].Length == 0 ? shown : $"{shown} {_columns[_point + 1]}";
        }
    }

    private void EndSeries()
    {
        if (_row.Exists(cell => cell.Column > 0))
        {
            Finished.Add(Block.Row(RowText.Of(_columns, _row, names.Longest(_columns, _row)), page));
        }

        _row.Clear();
    }
}
