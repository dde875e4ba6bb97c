using System.Text;

namespace AgentGrid.Core.Rag.Extraction;

/// <summary>
/// Makes text storable anywhere: no NUL (PostgreSQL refuses it), no half surrogate pair (UTF-8 cannot carry it). Each is
/// replaced by one character, so offsets stay.
/// </summary>
internal static class StorableText
{
    public static Block Clean(Block block)
    {
        if (!IsSuspect(block.Text) && !IsSuspect(block.Title))
        {
            return block;
        }

        return block with { Text = Clean(block.Text), Title = Clean(block.Title) };
    }

    private static bool IsSuspect(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\uD800', '\uDFFF') || text.Contains('\0');

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text);
        for (var i = 0; i < clean.Length; i++)
        {
            var c = clean[i];
            if (char.IsHighSurrogate(c) && i + 1 < clean.Length && char.IsLowSurrogate(clean[i + 1]))
            {
                i++;
            }
            else if (c == '\0' || char.IsSurrogate(c))
            {
                clean[i] = '\uFFFD';
            }
        }

        return clean.ToString();
    }
}
