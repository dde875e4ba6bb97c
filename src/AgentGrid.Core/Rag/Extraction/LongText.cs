using AgentGrid.Core.Rag.Extraction.Text;

namespace AgentGrid.Core.Rag.Extraction;

/// <summary>Hands an overlong block on in pieces, so that no block is larger than what its readers hold in memory.</summary>
internal static class LongText
{
    public static IEnumerable<Block> Split(BlockKind kind, string text, int? page) => Split(new Block(kind, text) { Page = page });

    public static IEnumerable<Block> Split(Block block)
    {
        var text = block.Text;
        if (text.Length <= BlockBuffer.MaxChars)
        {
            yield return block;
            yield break;
        }

        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(text.Length, start + BlockBuffer.MaxChars);
            if (end < text.Length)
            {
                var space = text.LastIndexOf(' ', end - 1, BlockBuffer.MaxChars / 2);
                end = space > start ? space + 1 : char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
            }

            // Only the first piece of an overlong heading is a heading.
            var kind = start > 0 && block.Kind == BlockKind.Heading ? BlockKind.Paragraph : block.Kind;
            yield return block with { Kind = kind, Text = text[start..end], Continues = end < text.Length };
            start = end;
        }
    }
}
