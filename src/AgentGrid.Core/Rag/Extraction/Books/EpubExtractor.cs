using System.Text;
using System.Xml;
using AgentGrid.Core.Rag.Extraction.Archives;
using AgentGrid.Core.Rag.Extraction.Encodings;
using AgentGrid.Core.Rag.Extraction.Html;
using AgentGrid.Core.Rag.Extraction.Xml;

namespace AgentGrid.Core.Rag.Extraction.Books;

/// <summary>EPUB: the chapters in reading order.</summary>
internal sealed class EpubExtractor : IFormatExtractor
{
    private const string Container = "META-INF/container.xml";

    private const int MaxAuthors = 20;

    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        using var package = ZipPackage.Open(context.Source, context.Options, context.Unpack);
        if (package.Has("META-INF/rights.xml"))
        {
            throw new ExtractionException(ExtractionCodes.FileEncrypted, "The book is copy-protected. Upload a version without protection.");
        }

        var manifest = Attribute(package, Container, "rootfile", "full-path", context.Options) ?? throw new InvalidDataException();
        var (title, authors, chapters) = Read(package, manifest, context.Options);
        if (title.Length > 0)
        {
            yield return Block.Heading(title, 1);
        }

        if (authors.Count > 0)
        {
            yield return LongText.Split(Block.Paragraph(string.Join(", ", authors))).First();
        }

        foreach (var chapter in chapters.Where(package.Has))
        {
            foreach (var block in HtmlExtractor.Blocks(Text(package, chapter, context.Options), context.Options, page: null, isBook: true))
            {
                yield return block.Kind == BlockKind.Heading ? block with { Level = Math.Min(block.Level + 1, Block.DeepestLevel) } : block;
            }
        }
    }

    private static string? Attribute(ZipPackage package, string part, string element, string attribute, ExtractionOptions options)
    {
        using var reader = SafeXml.OpenLenient(package.TryRead(part)!);
        while (SafeXml.Next(reader, options))
        {
            if (reader.LocalName == element && reader.GetAttribute(attribute) is { } value)
            {
                return PackagePath.Resolve("", value);
            }
        }

        return null;
    }

    private static (string Title, List<string> Authors, List<string> Chapters) Read(ZipPackage package, string manifest, ExtractionOptions options)
    {
        var folder = PackagePath.FolderOf(manifest);
        var items = new Dictionary<string, string>(StringComparer.Ordinal);
        var chapters = new List<string>();
        var title = "";
        var authors = new List<string>();
        using var reader = SafeXml.OpenLenient(package.TryRead(manifest) ?? throw new InvalidDataException());
        while (SafeXml.Next(reader, options))
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (reader.LocalName == "item" && reader.GetAttribute("id") is { } id && reader.GetAttribute("href") is { } href
                && (reader.GetAttribute("media-type") ?? "").Contains("html", StringComparison.Ordinal)
                && !(reader.GetAttribute("properties") ?? "").Contains("nav", StringComparison.Ordinal))
            {
                items.TryAdd(id, PackagePath.Resolve(folder, href));
            }
            else if (reader.LocalName == "itemref" && items.TryGetValue(reader.GetAttribute("idref") ?? "", out var chapter))
            {
                chapters.Add(chapter);
            }
            else if (reader.LocalName == "title" && title.Length == 0 && !reader.IsEmptyElement && SafeXml.Next(reader, options))
            {
                title = reader.Value.Trim();
            }
            else if (reader.LocalName == "creator" && authors.Count < MaxAuthors && !reader.IsEmptyElement && SafeXml.Next(reader, options)
                && reader.Value.Trim() is { Length: > 0 } author)
            {
                authors.Add(author);
            }
        }

        return (title, authors, chapters);
    }

    private static string Text(ZipPackage package, string part, ExtractionOptions options)
    {
        var entry = package.Find(part)!;
        if (entry.Length > options.MaxTreeBytes)
        {
            throw new ExtractionException(
                ExtractionCodes.TooComplex, $"A chapter of the book has more than {options.MaxTreeBytes / 1_000_000} MB. Split the book.");
        }

        using var bytes = new MemoryStream();
        using (var stream = package.Read(entry))
        {
            stream.CopyTo(bytes);
        }

        bytes.Position = 0;
        var encoding = TextEncodingDetector.Detect(bytes)?.Encoding ?? Encoding.UTF8;
        bytes.Position = 0;
        return new StreamReader(bytes, encoding).ReadToEnd();
    }
}
