using System.Globalization;
using System.Xml;
using AgentGrid.Core.Rag.Extraction.Archives;
using AgentGrid.Core.Rag.Extraction.Xml;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>Which paragraph styles of a Word document are headings, and of which level.</summary>
internal sealed class DocxStyles
{
    private readonly Dictionary<string, int> _levels = new(StringComparer.OrdinalIgnoreCase) { ["Title"] = 1 };

    public static DocxStyles Read(ZipPackage package, string part, ExtractionOptions options)
    {
        var styles = new DocxStyles();
        using var stream = package.TryRead(part);
        if (stream is null)
        {
            return styles;
        }

        using var reader = SafeXml.Open(stream);
        string? id = null;
        while (SafeXml.Next(reader, options))
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            var value = OfficeXml.Attribute(reader, "val");
            if (reader.LocalName == "style")
            {
                id = OfficeXml.Attribute(reader, "styleId");
            }
            else if (id is not null && reader.LocalName == "name" && FromName(value) is > 0 and var named)
            {
                styles._levels[id] = named;
            }
            else if (id is not null && reader.LocalName == "outlineLvl" && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level < 9)
            {
                styles._levels[id] = level + 1;
            }
        }

        return styles;
    }

    /// <summary>Level of a heading style, or 0.</summary>
    public int LevelOf(string? styleId) => styleId is null ? 0 : _levels.TryGetValue(styleId, out var level) ? level : FromName(styleId);

    private static int FromName(string? name)
    {
        var text = name?.Replace(" ", "", StringComparison.Ordinal) ?? "";
        return text.Length == 8 && text.StartsWith("heading", StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(text[7]) ? text[7] - '0' : 0;
    }
}
