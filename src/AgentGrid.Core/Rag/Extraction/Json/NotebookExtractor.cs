using System.Text.Json;
using AgentGrid.Core.Json;
using AgentGrid.Core.Rag.Extraction.Text;

namespace AgentGrid.Core.Rag.Extraction.Json;

/// <summary>Jupyter notebooks: Markdown cells as Markdown, code cells as code, printed output and errors; no images.</summary>
internal sealed class NotebookExtractor : IFormatExtractor
{
    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        if (context.Source.Length > context.Options.MaxTreeBytes)
        {
            throw new ExtractionException(
                ExtractionCodes.TooComplex,
                $"The notebook has {context.Source.Length / 1_000_000} MB; at most {context.Options.MaxTreeBytes / 1_000_000} MB can be read. "
                + "Clear its outputs and upload it again.");
        }

        using var stream = context.Source.Open();
        using var notebook = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = context.Options.MaxDepth });
        if (notebook.RootElement.ValueKind != JsonValueKind.Object
            || !notebook.RootElement.TryGetProperty("cells", out var cells) || cells.ValueKind != JsonValueKind.Array)
        {
            throw new ExtractionException(ExtractionCodes.FileCorrupt, "The notebook has no list of cells. Save it again as .ipynb version 4.");
        }

        foreach (var cell in cells.EnumerateArray())
        {
            foreach (var block in CellBlocks(cell))
            {
                yield return block;
            }
        }
    }

    private static IEnumerable<Block> CellBlocks(JsonElement cell)
    {
        var source = Lines(cell, "source");
        if (Kind(cell) == "markdown")
        {
            return MarkdownExtractor.Blocks(new StringReader(source + Block.ParagraphBreak));
        }

        var blocks = new List<Block>();
        if (!string.IsNullOrWhiteSpace(source))
        {
            blocks.AddRange(LongText.Split(Block.Code(source)));
        }

        if (cell.TryGetProperty("outputs", out var outputs) && outputs.ValueKind == JsonValueKind.Array)
        {
            foreach (var text in outputs.EnumerateArray().Select(OutputText).Where(text => !string.IsNullOrWhiteSpace(text)))
            {
                blocks.AddRange(LongText.Split(Block.Code(text)));
            }
        }

        return blocks;
    }

    private static string OutputText(JsonElement output)
    {
        if (output.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        if (Lines(output, "ename") is { Length: > 0 } error)
        {
            return $"{error}: {Lines(output, "evalue")}";
        }

        var printed = Lines(output, "text");
        return printed.Length == 0 && output.TryGetProperty("data", out var data) && !IsPicture(data) ? Lines(data, "text/plain") : printed;
    }

    /// <summary>What stands for a picture in plain text says only that there is one.</summary>
    private static bool IsPicture(JsonElement data) =>
        data.ValueKind == JsonValueKind.Object && data.EnumerateObject().Any(form => form.Name.StartsWith("image/", StringComparison.Ordinal))
        && Lines(data, "text/plain").AsSpan().Trim() is ['<', .., '>'];

    private static string Kind(JsonElement cell) =>
        cell.ValueKind == JsonValueKind.Object && cell.TryGetProperty("cell_type", out var kind) && kind.ValueKind == JsonValueKind.String
            ? JsonText.Of(kind) : "";

    private static string Lines(JsonElement owner, string name)
    {
        if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty(name, out var value))
        {
            return "";
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => JsonText.Of(value),
            JsonValueKind.Array => string.Concat(value.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(JsonText.Of)),
            _ => "",
        };
    }
}
