using System.Xml;
using AgentGrid.Core.Rag.Extraction.Archives;
using AgentGrid.Core.Rag.Extraction.Tabular;
using AgentGrid.Core.Rag.Extraction.Xml;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>Excel: each sheet under its name, rows under their headers, then its comments. Formulas count by their stored value; links are never followed.</summary>
internal sealed class XlsxExtractor : IFormatExtractor
{
    private const string Workbook = "xl/workbook.xml";

    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        using var package = ZipPackage.Open(context.Source, context.Options, context.Unpack);
        if (!package.Has(Workbook))
        {
            throw new ExtractionException(ExtractionCodes.UnsupportedFileType, "This is a binary Excel workbook (XLSB). Save it as XLSX.");
        }

        var sheets = Sheets(package, context.Options);
        context.Pages.Reach(sheets.Count);
        var strings = SharedStrings.Read(package, context);
        var dates = XlsxDates.Read(package, context.Options);
        var budget = new NameBudget(context.Source.Length);
        for (var i = 0; i < sheets.Count; i++)
        {
            var (name, part) = sheets[i];
            var first = true;
            foreach (var block in SheetBlocks(package, part, strings, dates, budget, context))
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

    private static List<(string Name, string Part)> Sheets(ZipPackage package, ExtractionOptions options)
    {
        var relations = Relationships.Of(package, Workbook, options);
        var sheets = new List<(string, string)>();
        var listed = 0;
        using var reader = SafeXml.Open(package.TryRead(Workbook)!);
        while (SafeXml.Next(reader, options))
        {
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

        return sheets;
    }

    private static IEnumerable<Block> SheetBlocks(
        ZipPackage package, string part, SharedStrings strings, XlsxDates dates, NameBudget budget, ExtractionContext context)
    {
        var rows = new HeadedRows(budget);
        using (var reader = SafeXml.Open(package.TryRead(part)!))
        {
            foreach (var row in XlsxRows.Read(reader, strings, dates, context.Options))
            {
                foreach (var block in rows.Take(row).SelectMany(line => LongText.Split(Block.Row(line))))
                {
                    yield return block;
                }
            }
        }

        foreach (var line in rows.End())
        {
            yield return Block.Row(line);
        }

        foreach (var comments in Relationships.Of(package, part, context.Options).OfType("/comments").Where(package.Has))
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
}
