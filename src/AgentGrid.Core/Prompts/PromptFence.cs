namespace AgentGrid.Core.Prompts;

/// <summary>Keeps text that others wrote inside the fences of our prompts.</summary>
internal static class PromptFence
{
    private static readonly string[] Tags = ["sources", "summary", "conversation", "message", "question", "passages"];

    /// <summary>The text, unable to open or close a fence.</summary>
    public static string Close(string text)
    {
        if (!text.Contains('<', StringComparison.Ordinal))
        {
            return text;
        }

        foreach (var tag in Tags)
        {
            text = text
                .Replace($"<{tag}", $"‹{tag}", StringComparison.OrdinalIgnoreCase)
                .Replace($"</{tag}", $"‹/{tag}", StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }
}
