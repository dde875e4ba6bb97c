using System.Xml;
using AgentGrid.Core.Rag.Extraction.Archives;
using AgentGrid.Core.Rag.Extraction.Xml;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>Finds the parts of an Office package by what it says about them, where they do not have their usual names.</summary>
internal static class OfficeParts
{
    public const string Document = "word/document.xml";

    public const string Workbook = "xl/workbook.xml";

    public const string Presentation = "ppt/presentation.xml";

    /// <summary>The part a program opens first: its usual name, or the one the package's relations give.</summary>
    public static string? Main(ZipPackage package, string usual, ExtractionOptions options) =>
        package.Has(usual) ? usual : Relationships.Of(package, "", options).OfType("/officeDocument").FirstOrDefault(package.Has);

    /// <summary>The part of a kind that another refers to: the one its relations give, or else the usual name.</summary>
    public static string Related(ZipPackage package, Relationships relations, string type, string usual) =>
        relations.OfType(type).FirstOrDefault(package.Has) ?? usual;

    /// <summary>What the package is, by the first element of its main part; null when it is no Office package.</summary>
    public static FileKind? KindOf(ZipPackage package, ExtractionOptions options)
    {
        try
        {
            using var stream = Main(package, Document, options) is { } main ? package.TryRead(main) : null;
            if (stream is null)
            {
                return null;
            }

            using var reader = SafeXml.Open(stream);
            reader.MoveToContent();
            return reader.LocalName switch
            {
                "document" => FileKind.Docx,
                "workbook" => FileKind.Xlsx,
                "presentation" => FileKind.Pptx,
                _ => null,
            };
        }
        catch (XmlException)
        {
            // Some archive of files that happens to hold such a name.
            return null;
        }
    }
}
