using System.Text;
using System.Xml;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>Writes the equations of a Word part on one line: <c>(a+b)/c</c>, <c>10⁻⁶</c>, <c>x_1^n</c>, <c>√(a+b)</c>.</summary>
internal sealed class DocxEquation
{
    private readonly Stack<Part> _open = new();

    /// <summary>Whether a node is one of an equation, whose elements share names with others.</summary>
    public static bool IsPart(XmlReader reader) => reader.NamespaceURI.EndsWith("/math", StringComparison.Ordinal);

    /// <param name="reader">At an element of an equation.</param>
    /// <param name="text">The paragraph so far.</param>
    public void Enter(XmlReader reader, StringBuilder text)
    {
        var value = OfficeXml.Attribute(reader, "val");
        switch (reader.LocalName)
        {
            case "num" or "den" or "sup" or "sub" or "deg" or "rad" or "d" when !reader.IsEmptyElement:
                _open.Push(new Part(reader.LocalName, text.Length));
                break;
            case "nary" when !reader.IsEmptyElement:
                _open.Push(new Part(reader.LocalName, text.Length));
                text.Append('∫');
                break;
            case "chr" when _open.TryPeek(out var part) && part.Name == "nary":
                text.Length = part.Start;
                text.Append(value);
                break;
            case "e" when _open.TryPeek(out var part) && part.Name == "nary":
                text.Append(' ');
                break;
            case "begChr" when _open.TryPeek(out var part):
                part.Begin = value ?? "";
                break;
            case "endChr" when _open.TryPeek(out var part):
                part.End = value ?? "";
                break;
        }
    }

    /// <param name="name">The element that ends.</param>
    /// <param name="text">The paragraph so far.</param>
    public void Leave(string name, StringBuilder text)
    {
        if (!_open.TryPeek(out var part) || part.Name != name)
        {
            return;
        }

        _open.Pop();
        var inner = text.ToString(part.Start, text.Length - part.Start);
        text.Length = part.Start;
        text.Append(name switch
        {
            "d" => part.Begin + inner + part.End,
            "nary" => inner,
            _ when inner.Length == 0 => "",
            "num" => Whole(inner) + "/",
            "den" => Whole(inner),
            "sup" => RaisedText.IsNumber(inner) ? RaisedText.Of(inner) : "^" + Whole(inner),
            "sub" => "_" + Whole(inner),
            "deg" => inner + ", ",
            _ => "√" + Whole(inner),
        });
    }

    /// <summary>In brackets where it would otherwise read on into what stands beside it.</summary>
    private static string Whole(string inner) => inner.All(c => char.IsLetterOrDigit(c) || c == '.') || IsBracketed(inner) ? inner : $"({inner})";

    private static bool IsBracketed(string inner) => inner[0] == '(' && inner.IndexOf(')', StringComparison.Ordinal) == inner.Length - 1;

    private sealed class Part(string name, int start)
    {
        public string Name { get; } = name;

        public int Start { get; } = start;

        public string Begin { get; set; } = "(";

        public string End { get; set; } = ")";
    }
}
