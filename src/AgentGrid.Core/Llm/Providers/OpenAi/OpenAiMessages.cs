using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>Writes the conversation of a chat completion.</summary>
internal static class OpenAiMessages
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        writer.WriteStartArray("messages");
        if (PromptTurns.Rules(messages, options) is { Count: > 0 } rules)
        {
            // Not every server takes two.
            WriteText(writer, "system", string.Join("\n\n", rules));
        }

        foreach (var turn in PromptTurns.Of(messages, toolsApart: true))
        {
            WriteTurn(writer, turn);
        }

        writer.WriteEndArray();
    }

    private static void WriteTurn(Utf8JsonWriter writer, PromptTurn turn)
    {
        if (turn.Role == ChatRole.Tool)
        {
            foreach (var result in turn.Contents.OfType<FunctionResultContent>())
            {
                writer.WriteStartObject();
                writer.WriteString("role", "tool");
                writer.WriteString("tool_call_id", result.CallId);
                writer.WriteString("content", ToolArguments.TextOf(result));
                writer.WriteEndObject();
            }
        }
        else if (turn.Role == ChatRole.Assistant)
        {
            WriteAssistant(writer, turn);
        }
        else if (turn.Contents.Any(static content => content is DataContent or UriContent))
        {
            WriteParts(writer, turn);
        }
        else
        {
            WriteText(writer, "user", turn.Text);
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string role, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("role", role);
        writer.WriteString("content", text);
        writer.WriteEndObject();
    }

    private static void WriteAssistant(Utf8JsonWriter writer, PromptTurn turn)
    {
        var calls = turn.Contents.OfType<FunctionCallContent>().ToList();
        var text = turn.Text;
        writer.WriteStartObject();
        writer.WriteString("role", "assistant");
        if (text.Length > 0)
        {
            writer.WriteString("content", text);
        }

        if (calls.Count > 0)
        {
            if (calls.Exists(ReturnedWithCalls.WantsThoughts))
            {
                writer.WriteString(
                    ReturnedWithCalls.Thoughts, string.Concat(turn.Contents.OfType<TextReasoningContent>().Select(static thought => thought.Text)));
            }

            WriteCalls(writer, calls);
        }

        writer.WriteEndObject();
    }

    private static void WriteCalls(Utf8JsonWriter writer, List<FunctionCallContent> calls)
    {
        writer.WriteStartArray("tool_calls");
        foreach (var call in calls)
        {
            writer.WriteStartObject();
            writer.WriteString("id", call.CallId);
            writer.WriteString("type", "function");
            writer.WriteStartObject("function");
            writer.WriteString("name", call.Name);
            writer.WriteString("arguments", ToolArguments.ToJson(call));
            writer.WriteEndObject();
            if (ReturnedWithCalls.ExtraOf(call) is { } extra)
            {
                writer.WritePropertyName(ReturnedWithCalls.Extra);
                writer.WriteRawValue(extra);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteParts(Utf8JsonWriter writer, PromptTurn turn)
    {
        writer.WriteStartObject();
        writer.WriteString("role", "user");
        writer.WriteStartArray("content");
        foreach (var content in turn.Contents)
        {
            switch (content)
            {
                case TextContent text:
                    writer.WriteStartObject();
                    writer.WriteString("type", "text");
                    writer.WriteString("text", text.Text);
                    writer.WriteEndObject();
                    break;
                case DataContent data when data.HasTopLevelMediaType("image"):
                    WriteImage(writer, data.Uri);
                    break;
                case UriContent uri when uri.HasTopLevelMediaType("image"):
                    WriteImage(writer, uri.Uri.AbsoluteUri);
                    break;
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter writer, string address)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "image_url");
        writer.WriteStartObject("image_url");
        writer.WriteString("url", address);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
