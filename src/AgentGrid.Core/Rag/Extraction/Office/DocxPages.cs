using System.Globalization;
using System.Xml;
using AgentGrid.Core.Rag.Extraction.Archives;
using AgentGrid.Core.Rag.Extraction.Tabular;
using AgentGrid.Core.Rag.Extraction.Xml;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>
/// Where a Word document's pages begin. Nothing in the format says so but the marks that Word leaves where pages broke when it
/// saved; other programs leave none, or stale ones. They are trusted when the document's own count of its pages agrees with them.
/// </summary>
internal static class DocxPages
{
    /// <summary>Bodies larger than this are not read twice for it.</summary>
    private const long LargestBody = 10_000_000;

    /// <summary>Whether the marks in the body can be trusted.</summary>
    public static bool AreMarked(ZipPackage package, string body, ExtractionOptions options)
    {
        var said = Said(package, options) ?? 0;
        if (said < 2 || package.Find(body) is not { Length: <= LargestBody } entry)
        {
            return false;
        }

        using var stream = package.Read(entry);
        using var reader = SafeXml.Open(stream);
        var counter = new DocxWriter(new DocxStyles(), new NameBudget(LargestBody), firstPage: 1);
        while (SafeXml.Next(reader, options))
        {
            counter.Take(reader);
            _ = counter.Finished.Take().Count();
        }

        return counter.Page == said;
    }

    /// <summary>How many pages the document says it has.</summary>
    private static int? Said(ZipPackage package, ExtractionOptions options)
    {
        using var stream = package.TryRead("docProps/app.xml");
        if (stream is null)
        {
            return null;
        }

        using var reader = SafeXml.Open(stream);
        var inPages = false;
        while (SafeXml.Next(reader, options))
        {
            if (inPages && reader.NodeType == XmlNodeType.Text)
            {
                return int.TryParse(reader.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var pages) ? pages : null;
            }

            inPages = reader is { NodeType: XmlNodeType.Element, LocalName: "Pages" };
        }

        return null;
    }
}
