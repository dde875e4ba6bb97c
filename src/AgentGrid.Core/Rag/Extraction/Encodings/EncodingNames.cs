using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Encodings;

/// <summary>Finds an encoding by the name that a web page, a mail or an XML declaration gives it.</summary>
internal static class EncodingNames
{
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf8"] = "utf-8",
        ["iso-8859-1"] = "windows-1252",
        ["latin1"] = "windows-1252",
        ["us-ascii"] = "utf-8",
        ["ascii"] = "utf-8",
        ["iso-8859-9"] = "windows-1254",
        ["gb2312"] = "gb18030",
        ["gbk"] = "gb18030",
        ["x-gbk"] = "gb18030",
        ["ks_c_5601-1987"] = "ks_c_5601-1987",
        ["euc-kr"] = "ks_c_5601-1987",
        ["x-sjis"] = "shift_jis",
        ["windows-31j"] = "shift_jis",
        ["big5-hkscs"] = "big5",
        ["tis-620"] = "windows-874",
        ["iso-8859-11"] = "windows-874",
    };

    /// <summary>A decoder that replaces what is malformed, or null for an unknown name.</summary>
    public static Encoding? Find(string name)
    {
        var known = Aliases.GetValueOrDefault(name.Trim(), name.Trim());
        try
        {
            return known.Equals("utf-7", StringComparison.OrdinalIgnoreCase) ? null
                : CodePagesEncodingProvider.Instance.GetEncoding(known) ?? Encoding.GetEncoding(known);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
