using System.Globalization;
using System.Xml;
using AgentGrid.Core.Rag.Extraction.Archives;
using AgentGrid.Core.Rag.Extraction.Xml;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>How the cell styles of a workbook show numbers. ECMA-376 part 1, 18.8.30: the built-in number formats.</summary>
internal sealed class XlsxFormats
{
    private const int MaxStyles = 65_536;

    private readonly List<XlsxNumberFormat?> _byStyle = [];
    private readonly bool _from1904;

    private XlsxFormats(bool from1904) => _from1904 = from1904;

    /// <param name="part">The part with the styles; without it numbers are shown plainly.</param>
    /// <param name="from1904">Days are counted from 1904, as workbooks of old Macs do.</param>
    public static XlsxFormats Read(ZipPackage package, string part, bool from1904, ExtractionOptions options)
    {
        var formats = new XlsxFormats(from1904);
        using var stream = package.TryRead(part);
        if (stream is null)
        {
            return formats;
        }

        using var reader = SafeXml.Open(stream);
        var custom = new Dictionary<int, XlsxNumberFormat?>();
        var inCellFormats = false;
        while (SafeXml.Next(reader, options))
        {
            if (reader.LocalName == "cellXfs")
            {
                inCellFormats = reader.NodeType == XmlNodeType.Element;
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "numFmt" } && Id(reader) is { } id && custom.Count < MaxStyles)
            {
                custom[id] = XlsxNumberFormat.Parse(reader.GetAttribute("formatCode") ?? "");
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "xf" } && inCellFormats && formats._byStyle.Count < MaxStyles)
            {
                var used = Id(reader) ?? 0;
                formats._byStyle.Add(custom.TryGetValue(used, out var own) ? own : BuiltIn(used) is { } code ? XlsxNumberFormat.Parse(code) : null);
            }
        }

        return formats;
    }

    /// <summary>The number as the sheet shows it, without its rounding.</summary>
    /// <param name="raw">The cell's stored value.</param>
    public string Show(string raw, string? style)
    {
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return raw.Trim();
        }

        var format = int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _byStyle.Count ? _byStyle[index] : null;
        return format?.Show(number, raw.Trim(), _from1904) ?? PlainNumber.Of(number, raw.Trim());
    }

    private static int? Id(XmlReader reader) =>
        int.TryParse(reader.GetAttribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static string? BuiltIn(int id) => id switch
    {
        9 => "0%",
        10 => "0.00%",
        14 or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58 => "yyyy-mm-dd",
        15 or 16 => "d-mmm-yy",
        17 => "mmm-yy",
        (>= 18 and <= 21) or (>= 32 and <= 35) or 45 or 47 or 55 or 56 => "h:mm:ss",
        22 => "yyyy-mm-dd h:mm",
        46 => "[h]:mm:ss",
        _ => null,
    };
}
