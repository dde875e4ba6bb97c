using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Anthropic;

/// <summary>Thinking blocks, which must go back unchanged with the tool calls that followed them.</summary>
internal static class AnthropicThinking
{
    private const string RedactedKey = "redacted";

    /// <summary>A block that the vendor shows only encrypted.</summary>
    public static TextReasoningContent Redacted(string data) => new("")
    {
        ProtectedData = data,
        AdditionalProperties = new AdditionalPropertiesDictionary { [RedactedKey] = true },
    };

    /// <summary>Whether the block is whole: a thought without its signature would be refused.</summary>
    public static bool CanGoBack(TextReasoningContent thought) => !string.IsNullOrEmpty(thought.ProtectedData);

    public static void Write(Utf8JsonWriter writer, TextReasoningContent thought)
    {
        if (thought.AdditionalProperties?.ContainsKey(RedactedKey) == true)
        {
            writer.WriteString("type", "redacted_thinking");
            writer.WriteString("data", thought.ProtectedData);
            return;
        }

        writer.WriteString("type", "thinking");
        writer.WriteString("thinking", thought.Text);
        writer.WriteString("signature", thought.ProtectedData);
    }
}
