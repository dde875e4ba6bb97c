using System.Text.Json;
using AgentGrid.Core.Json;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>The members of a choice and of what it says, found in one pass. What is missing or null is undefined.</summary>
internal readonly struct OpenAiChoice
{
    private OpenAiChoice(JsonElement choice)
    {
        var (delta, message) = (default(JsonElement), default(JsonElement));
        foreach (var member in choice.EnumerateObject())
        {
            var value = member.Value;
            if (value.ValueKind == JsonValueKind.Object)
            {
                if (member.NameEquals("delta"u8))
                {
                    delta = value;
                }
                else if (member.NameEquals("message"u8))
                {
                    message = value;
                }
                else if (member.NameEquals("usage"u8))
                {
                    Usage = value;
                }
            }
            else if (value.ValueKind == JsonValueKind.String && member.NameEquals("finish_reason"u8))
            {
                FinishReason = JsonText.Of(value);
            }
        }

        // A server that does not stream sends the whole message.
        var said = delta.ValueKind == JsonValueKind.Object ? delta : message;
        if (said.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in said.EnumerateObject())
        {
            var value = member.Value;
            if (value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (member.NameEquals("content"u8))
            {
                Content = value;
            }
            else if (member.NameEquals("reasoning_content"u8))
            {
                ReasoningContent = value;
            }
            else if (member.NameEquals("reasoning"u8))
            {
                Reasoning = value;
            }
            else if (member.NameEquals("refusal"u8))
            {
                Refusal = value;
            }
            else if (member.NameEquals("tool_calls"u8))
            {
                ToolCalls = value;
            }
            else if (member.NameEquals("function_call"u8))
            {
                FunctionCall = value;
            }
        }
    }

    public string? FinishReason { get; }

    public JsonElement Usage { get; }

    public JsonElement Content { get; }

    public JsonElement ReasoningContent { get; }

    public JsonElement Reasoning { get; }

    public JsonElement Refusal { get; }

    public JsonElement ToolCalls { get; }

    public JsonElement FunctionCall { get; }

    /// <summary>The choice numbered 0, or without a number.</summary>
    public static OpenAiChoice First(JsonElement choices)
    {
        if (choices.ValueKind == JsonValueKind.Array)
        {
            foreach (var choice in choices.EnumerateArray())
            {
                if (choice.ValueKind == JsonValueKind.Object && choice.NumberMember("index") is not > 0)
                {
                    return new OpenAiChoice(choice);
                }
            }
        }

        return default;
    }
}
