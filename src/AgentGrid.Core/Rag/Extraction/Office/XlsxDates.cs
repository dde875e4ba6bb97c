using System.Globalization;
using System.Xml;
using AgentGrid.Core.Rag.Extraction.Archives;
using AgentGrid.Core.Rag.Extraction.Xml;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>Which cell styles show numbers as dates or times. ECMA-376 part 1, 18.8.30: the built-in number formats.</summary>
internal sealed class XlsxDates
{
    private readonly HashSet<int> _dateStyles = [];

    public static XlsxDates Read(ZipPackage package, ExtractionOptions options)
    {
        var dates = new XlsxDates();
        using var stream = package.TryRead("xl/styles.xml");
        if (stream is null)
        {
            return dates;
        }

        using var reader = SafeXml.Open(stream);
        var custom = new Dictionary<int, bool>();
        var inCellFormats = false;
        var index = 0;
        while (SafeXml.Next(reader, options))
        {
            if (reader.LocalName == "cellXfs")
            {
                inCellFormats = reader.NodeType == XmlNodeType.Element;
            }
            else if (reader.NodeType == XmlNodeType.Element && int.TryParse(reader.GetAttribute("numFmtId"), out var format))
            {
                if (reader.LocalName == "numFmt")
                {
                    custom[format] = IsDateFormat(reader.GetAttribute("formatCode") ?? "");
                }
                else if (reader.LocalName == "xf" && inCellFormats)
                {
                    if (custom.GetValueOrDefault(format, IsBuiltInDate(format)))
                    {
                        dates._dateStyles.Add(index);
                    }

                    index++;
                }
            }
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "xf" && inCellFormats)
            {
                index++;
            }
        }

        return dates;
    }

    /// <summary>The number as a date, a time or both, if its style says so.</summary>
    public string? Format(string? style, double number)
    {
        if (!int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || !_dateStyles.Contains(index)
            || number is < 0 or > 2_958_465)
        {
            return null;
        }

        var time = DateTime.FromOADate(number);
        var pattern = number < 1 ? "HH:mm:ss" : number % 1 == 0 ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss";
        return time.ToString(pattern, CultureInfo.InvariantCulture);
    }

    private static bool IsBuiltInDate(int format) => format is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    private static bool IsDateFormat(string code)
    {
        var quoted = false;
        for (var i = 0; i < code.Length; i++)
        {
            var c = code[i];
            quoted ^= c == '"';
            if (c == '\\')
            {
                i++;
            }
            else if (c == '[' && !quoted)
            {
                i = code.IndexOf(']', i) is > 0 and var end ? end : code.Length;
            }
            else if (!quoted && c is 'y' or 'Y' or 'd' or 'D' or 'h' or 'H')
            {
                return true;
            }
        }

        return false;
    }
}
