using System.Xml;
using AgentGrid.Core.Rag.Extraction.Archives;
using AgentGrid.Core.Rag.Extraction.Tabular;
using AgentGrid.Core.Rag.Extraction.Xml;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>Excel: each sheet under its name, rows under their headers, then its text boxes and comments. Formulas count by their stored value; links are never followed.</summary>
internal sealed class XlsxExtractor : IFormatExtractor
{
    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        using var package = ZipPackage.Open(context.Source, context.Options, context.Unpack);
        if (OfficeParts.Main(package, OfficeParts.Workbook, context.Options) is not { } workbook)
        {
            throw new ExtractionException(ExtractionCodes.UnsupportedFileType, "This is a binary Excel workbook (XLSB). Save it as XLSX.");
        }

        var relations = Relationships.Of(package, workbook, context.Options);
        var (sheets, from1904) = Sheets(package, workbook, relations, context.Options);
        context.Pages.Reach(sheets.Count);
        var strings = SharedStrings.Read(package, OfficeParts.Related(package, relations, "/sharedStrings", "xl/sharedStrings.xml"), context);
        var formats = XlsxFormats.Read(package, OfficeParts.Related(package, relations, "/styles", "xl/styles.xml"), from1904, context.Options);
        var budget = new NameBudget(context.Source.Length);
        for (var i = 0; i < sheets.Count; i++)
        {
            var (name, part) = sheets[i];
            var first = true;
            foreach (var block in SheetBlocks(package, part, strings, formats, budget, context))
            {
                if (first)
                {
                    yield return Block.Heading(name, 1, i + 1);
                }

                first = false;
                yield return block with { Page = i + 1 };
            }
        }
    }

    private static (List<(string Name, string Part)> Sheets, bool From1904) Sheets(
        ZipPackage package, string workbook, Relationships relations, ExtractionOptions options)
    {
        var sheets = new List<(string, string)>();
        var listed = 0;
        var from1904 = false;
        using var reader = SafeXml.Open(package.TryRead(workbook)!);
        while (SafeXml.Next(reader, options))
        {
            from1904 |= reader.LocalName == "workbookPr" && reader.GetAttribute("date1904") is "1" or "true";
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "sheet")
            {
                continue;
            }

            if (++listed > options.MaxSheets)
            {
                throw new ExtractionException(
                    ExtractionCodes.TooComplex, $"The workbook has more than {options.MaxSheets} sheets. Split it, or save the sheets that matter as CSV.");
            }

            if (relations.ById(PptxExtractor.RelationId(reader)) is { } part && package.Has(part))
            {
                sheets.Add((reader.GetAttribute("name") ?? "", part));
            }
        }

        return (sheets, from1904);
    }

    private static IEnumerable<Block> SheetBlocks(
        ZipPackage package, string part, SharedStrings strings, XlsxFormats formats, NameBudget budget, ExtractionContext context)
    {
        var rows = new SheetRows(MergedCells.Read(package, part), budget);
        using (var reader = SafeXml.Open(package.TryRead(part)!))
        {
            foreach (var (number, cells) in XlsxRows.Read(reader, strings, formats, context.Options))
            {
                foreach (var block in rows.Take(number, cells).SelectMany(line => LongText.Split(Block.Row(line))))
                {
                    yield return block;
                }
            }
        }

        foreach (var block in rows.End().SelectMany(line => LongText.Split(Block.Row(line))))
        {
            yield return block;
        }

        var relations = Relationships.Of(package, part, context.Options);
        foreach (var block in relations.OfType("/drawing").Where(package.Has).SelectMany(drawing => DrawingBlocks(package, drawing, context)))
        {
            yield return block;
        }

        foreach (var comments in relations.OfType("/comments").Where(package.Has))
        {
            using var reader = SafeXml.Open(package.TryRead(comments)!);
            foreach (var (cell, text) in XlsxRows.Comments(reader, context.Options))
            {
                foreach (var block in LongText.Split(Block.Paragraph($"Comment on {cell}: {text}")))
                {
                    yield return block;
                }
            }
        }
    }

    /// <summary>The text boxes on a sheet and the descriptions of its pictures.</summary>
    private static IEnumerable<Block> DrawingBlocks(ZipPackage package, string part, ExtractionContext context)
    {
        using var reader = SafeXml.Open(package.TryRead(part)!);
        var writer = new PptxWriter(slide: 0, isNotes: false, new NameBudget(context.Source.Length));
        foreach (var block in SafeXml.Blocks(reader, writer.Take, writer.Finished, context.Options))
        {
            yield return block;
        }
    }
}
