using System.Text;
using AgentGrid.Core.Rag.Extraction.Tabular;
using AngleSharp.Dom;

namespace AgentGrid.Core.Rag.Extraction.Html;

/// <summary>Turns a walk over a tree into blocks; finished ones wait in <see cref="Finished"/>.</summary>
/// <param name="page">The page all of it stands on, if it has one.</param>
/// <param name="chars">Length of the markup.</param>
internal sealed class HtmlBlockWriter(int? page, int chars)
{
    private static readonly HashSet<string> Inline = new(StringComparer.Ordinal)
    {
        "a", "abbr", "acronym", "area", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label",
        "mark", "output", "picture", "q", "rb", "ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "math",
        "mi", "mo", "mn", "mrow", "msup", "msub", "mfrac", "msqrt", "nobr", "button", "svg", "g", "switch", "text", "tspan", "textPath",
    };

    private readonly StringBuilder _text = new();
    private readonly NameBudget _names = new(chars);
    private HtmlTable? _table;
    private int _heading, _item, _pre, _raised;

    /// <summary>Tables in a cell of the table, which are text.</summary>
    private int _inner;

    public BlockQueue Finished { get; } = new();

    public void Take(INode node, bool entering)
    {
        if (node is IText text)
        {
            Append(text.Data);
        }
        else if (node is IElement element && entering)
        {
            Enter(element);
        }
        else if (node is IElement left)
        {
            Leave(left);
        }
    }

    public void End() => Flush();

    private void Append(string data)
    {
        if (_pre > 0)
        {
            _text.Append(data);
        }
        else
        {
            HtmlText.AppendCollapsed(_text, data);
        }

        if (_text.Length > Text.BlockBuffer.MaxChars && _table is null && _heading == 0)
        {
            Flush();
        }
    }

    private void Enter(IElement element)
    {
        var name = element.LocalName;
        if (name is "br" or "text")
        {
            EndLine();
        }
        else if (IsRaised(element))
        {
            _raised = _text.Length;
        }
        else if (_table is not null)
        {
            EnterInTable(name);
        }
        else if (name == "table" && HtmlTable.IsData(element))
        {
            Flush();
            _table = new HtmlTable(element, _names);
        }
        else if (!IsInline(name))
        {
            Flush();
            _heading = HeadingLevel(name);
            _item += name is "li" or "dt" or "dd" ? 1 : 0;
            _pre += name == "pre" ? 1 : 0;
        }
    }

    private void EndLine()
    {
        if (_table is null && _heading == 0)
        {
            _text.Append('\n');
        }
        else
        {
            HtmlText.AppendCollapsed(_text, " ");
        }
    }

    private static bool IsRaised(IElement element) =>
        element.LocalName == "sup" || (element.LocalName == "a" && element.GetAttribute("epub:type") == "noteref");

    /// <summary>A number that is raised, whether in brackets or not, is the mark of a note, a power or a unit.</summary>
    private void Raise()
    {
        var text = _raised < _text.Length ? _text.ToString(_raised, _text.Length - _raised).Trim() : "";
        var number = text is ['[', .., ']'] ? text[1..^1] : text;
        if (!RaisedText.IsNumber(number))
        {
            return;
        }

        var spaced = _text[^1] == ' ';
        _text.Length = _raised;
        _text.Append(RaisedText.Of(number)).Append(spaced ? " " : "");
    }

    private void EnterInTable(string name)
    {
        if (name == "table")
        {
            _inner++;
        }

        if (name is "td" or "th" or "caption" && _inner == 0)
        {
            _text.Clear();
        }
        else if (!IsInline(name) && _text.Length > 0)
        {
            _text.Append(' ');
        }
    }

    private void Leave(IElement element)
    {
        var name = element.LocalName;
        if (name == "text")
        {
            EndLine();
        }
        else if (IsRaised(element))
        {
            Raise();
        }
        else if (_table is not null)
        {
            LeaveInTable(element, name);
        }
        else if (!IsInline(name) && name != "br")
        {
            Flush();
            _heading = 0;
            _item -= name is "li" or "dt" or "dd" ? 1 : 0;
            _pre -= name == "pre" ? 1 : 0;
        }
    }

    private void LeaveInTable(IElement element, string name)
    {
        if (_inner > 0)
        {
            _inner -= name == "table" ? 1 : 0;
        }
        else if (name is "td" or "th")
        {
            _table!.AddCell(element, HtmlText.Collapse(_text.ToString()));
            _text.Clear();
        }
        else if (name == "tr")
        {
            Emit(_table!.EndRow());
        }
        else if (name is "thead" or "tbody" or "tfoot")
        {
            _table!.EndGroup();
        }
        else if (name == "caption")
        {
            var caption = HtmlText.Collapse(_text.ToString());
            _text.Clear();
            if (caption.Length > 0)
            {
                Finished.Add(Block.Paragraph(caption, page));
            }
        }
        else if (ReferenceEquals(element, _table!.Element))
        {
            Emit(_table.EndRow());
            foreach (var row in _table.Rest)
            {
                Emit(row);
            }

            _table = null;
            _text.Clear();
        }
    }

    private void Emit(string? row)
    {
        if (!string.IsNullOrEmpty(row))
        {
            Finished.Add(Block.Row(row, page));
        }
    }

    private void Flush()
    {
        var text = _pre > 0 ? _text.ToString().Trim('\n') : TrimLines(_text.ToString());
        _text.Clear();
        if (text.Length == 0 || string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        Finished.Add(_heading > 0 ? Block.Heading(text, _heading, page)
            : _pre > 0 ? Block.Code(text, page)
            : _item > 0 ? Block.ListItem(text, page)
            : Block.Paragraph(text, page));
    }

    private static string TrimLines(string text) => text.Replace(" \n", "\n", StringComparison.Ordinal).Trim();

    /// <summary>Whether text goes on across the element. So it does across what a word processor says in names of its own: <c>st1:place</c>.</summary>
    private static bool IsInline(string name) => Inline.Contains(name) || name.Contains(':', StringComparison.Ordinal);

    private static int HeadingLevel(string name) => name is ['h', >= '1' and <= '6'] ? name[1] - '0' : 0;
}
