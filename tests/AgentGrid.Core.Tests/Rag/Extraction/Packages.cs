using System.IO.Compression;
using System.Text;

namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>Small packages made in code.</summary>
internal static class Packages
{
    public static byte[] Zip(params (string Name, string Content)[] entries) =>
        Zip([.. entries.Select(entry => (entry.Name, Encoding.UTF8.GetBytes(entry.Content)))]);

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var stream = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }

    public static byte[] Docx(string body, params (string Name, string Content)[] more) => Zip(
        [("[Content_Types].xml", "<Types/>"), ("word/document.xml", Word("document", $"<w:body>{body}</w:body>")), .. more]);

    public static string Word(string root, string content) =>
        $"<w:{root} xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' "
        + $"xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:wps='x'>{content}</w:{root}>";

    public static string P(string text, string properties = "") => $"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>";

    public static byte[] Xlsx(IEnumerable<(string Name, string Rows)> sheets, params (string Name, string Content)[] more)
    {
        var list = sheets.ToList();
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var entries = new List<(string, string)>
        {
            ("xl/workbook.xml", $"<workbook xmlns:r='{Relations}'><sheets>"
                + string.Concat(list.Select((sheet, i) => $"<sheet name='{sheet.Name}' sheetId='{i + 1}' r:id='r{i}'/>")) + "</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<Relationships>"
                + string.Concat(list.Select((_, i) => $"<Relationship Id='r{i}' Type='{Relations}/worksheet' Target='worksheets/sheet{i}.xml'/>")) + "</Relationships>"),
        };
        entries.AddRange(list.Select((sheet, i) => ($"xl/worksheets/sheet{i}.xml", $"<worksheet><sheetData>{sheet.Rows}</sheetData></worksheet>")));
        return Zip([.. entries, .. more]);
    }

    public static byte[] Pptx(IEnumerable<string> slides, params (string Name, string Content)[] more)
    {
        var list = slides.ToList();
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var entries = new List<(string, string)>
        {
            ("ppt/presentation.xml", $"<p:presentation xmlns:p='p' xmlns:r='{Relations}'><p:sldIdLst>"
                + string.Concat(list.Select((_, i) => $"<p:sldId id='{256 + i}' r:id='r{i}'/>")) + "</p:sldIdLst></p:presentation>"),
            ("ppt/_rels/presentation.xml.rels", "<Relationships>"
                + string.Concat(list.Select((_, i) => $"<Relationship Id='r{i}' Type='{Relations}/slide' Target='slides/slide{i + 1}.xml'/>")) + "</Relationships>"),
        };
        entries.AddRange(list.Select((slide, i) => ($"ppt/slides/slide{i + 1}.xml", $"<p:sld xmlns:p='p' xmlns:a='a'>{slide}</p:sld>")));
        return Zip([.. entries, .. more]);
    }

    /// <summary>A chart of months, each series with its values; an empty one is not there.</summary>
    public static string Chart(string title, params (string Name, string[] Values)[] series)
    {
        static string Points(IEnumerable<string> values) => string.Concat(values.Select((value, i) => value.Length == 0 ? "" : $"<c:pt idx='{i}'><c:v>{value}</c:v></c:pt>"));
        var months = Points(["44562", "44593"]);
        return $"<c:chartSpace xmlns:c='c' xmlns:a='a'><c:title><c:tx><c:rich><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title>" + string.Concat(series.Select(one =>
            $"<c:ser><c:tx><c:strRef><c:f>S!A1</c:f><c:strCache>{Points([one.Name])}</c:strCache></c:strRef></c:tx>"
            + $"<c:cat><c:numRef><c:numCache><c:formatCode>mmm yyyy</c:formatCode>{months}</c:numCache></c:numRef></c:cat>"
            + $"<c:val><c:numRef><c:numCache><c:formatCode>General</c:formatCode>{Points(one.Values)}</c:numCache></c:numRef></c:val></c:ser>")) + "</c:chartSpace>";
    }
}
