using System.Text;
using System.Xml;

namespace AgentGrid.Core.Rag.Extraction.Xml;

/// <summary>Gathers the text of XML nodes: an element with text only is a line <c>name: text</c>, mixed content is a paragraph.</summary>
internal sealed class XmlTextWriter
{
    private const int RecordChars = 3000;

    private const int RecordDepth = 2;

    private readonly StringBuilder _record = new();
    private readonly StringBuilder _text = new();
    private readonly Stack<bool> _hasChildren = new();

    public BlockQueue Finished { get; } = new();

    public void Take(XmlReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                Enter(reader);
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                Html.HtmlText.AppendCollapsed(_text, reader.Value);
                break;
            case XmlNodeType.EndElement:
                Leave(reader.LocalName, reader.Depth);
                break;
        }
    }

    public void End()
    {
        Line("");
        Flush();
    }

    private void Enter(XmlReader reader)
    {
        if (_hasChildren.TryPop(out _))
        {
            _hasChildren.Push(true);
        }

        // Text before a child belongs to a sentence that goes on; between records there is only white space.
        if (_text.Length > 0 && !char.IsWhiteSpace(_text[^1]))
        {
            _text.Append(' ');
        }

        var (name, empty) = (reader.LocalName, reader.IsEmptyElement);
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix is not ("xmlns" or "xsi" or "xml") && reader.LocalName != "xmlns" && reader.Value.Length is > 0 and < 500)
            {
                _record.Append(name).Append(' ').Append(reader.LocalName).Append(": ").Append(reader.Value).Append('\n');
            }
        }

        if (empty)
        {
            EndsRecord(int.MaxValue);
        }
        else
        {
            _hasChildren.Push(false);
        }
    }

    private void Leave(string name, int depth)
    {
        var leaf = !_hasChildren.Pop();
        if (leaf || depth <= RecordDepth)
        {
            Line(leaf ? name : "");
        }

        EndsRecord(leaf ? int.MaxValue : depth);
    }

    private void Line(string name)
    {
        var text = _text.ToString().Trim();
        _text.Clear();
        if (text.Length > 0)
        {
            _record.Append(name.Length > 0 ? name + ": " : "").Append(text).Append('\n');
        }
    }

    private void EndsRecord(int depth)
    {
        if (depth <= RecordDepth || _record.Length > RecordChars)
        {
            Flush();
        }
    }

    private void Flush()
    {
        if (_record.Length == 0)
        {
            return;
        }

        Finished.Add(Block.Paragraph(_record.ToString().TrimEnd('\n')));
        _record.Clear();
    }
}
