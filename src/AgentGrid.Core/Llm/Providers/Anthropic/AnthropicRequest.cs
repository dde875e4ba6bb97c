using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Anthropic;

/// <summary>
/// Writes the body of a message. The prompt is marked for caching after the system text (which covers the tools, since
/// they come before it) and after the history, so that what does not change is paid for once.
/// </summary>
internal static class AnthropicRequest
{
    // The API wants a limit, which thinking counts towards; every current model allows at least this many.
    private const int DefaultMaxTokens = 16_000;

    // Others go to 2.
    private const float MostTemperature = 1;

    /// <summary>The members of the body. Their document is not disposed: it lives as long as they do.</summary>
    public static Dictionary<string, JsonElement> Build(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        JsonDocument.Parse(Write(messages, options)).RootElement.EnumerateObject().ToDictionary(static member => member.Name, static member => member.Value);

    private static ReadOnlyMemory<byte> Write(IEnumerable<ChatMessage> messages, ChatOptions? options) => ProviderJson.Write(writer =>
    {
        var all = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        writer.WriteStartObject();
        writer.WriteString("model", options?.ModelId);
        writer.WriteNumber("max_tokens", options?.MaxOutputTokens ?? DefaultMaxTokens);
        WriteSettings(writer, options);
        WriteTools(writer, options);
        WriteSystem(writer, PromptTurns.Rules(all, options));
        WriteMessages(writer, PromptTurns.Of(all));
        writer.WriteEndObject();
    });

    private static void WriteSettings(Utf8JsonWriter writer, ChatOptions? options)
    {
        // One of the two, and newer models none: the chain above learns that.
        if (options?.Temperature is { } temperature)
        {
            writer.WriteNumber("temperature", Math.Min(temperature, MostTemperature));
        }
        else if (options?.TopP is { } topP)
        {
            writer.WriteNumber("top_p", topP);
        }

        if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema })
        {
            writer.WriteStartObject("output_config");
            writer.WriteStartObject("format");
            writer.WriteString("type", "json_schema");
            writer.WritePropertyName("schema");
            schema.WriteTo(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
    }

    private static void WriteTools(Utf8JsonWriter writer, ChatOptions? options)
    {
        var tools = options?.Tools?.OfType<AIFunctionDeclaration>().ToList();
        if (tools is not { Count: > 0 })
        {
            return;
        }

        writer.WriteStartArray("tools");
        foreach (var tool in tools)
        {
            writer.WriteStartObject();
            writer.WriteString("name", tool.Name);
            writer.WriteString("description", tool.Description);
            writer.WritePropertyName("input_schema");
            tool.JsonSchema.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        var (type, name) = options!.ToolMode switch
        {
            NoneChatToolMode => ("none", null),
            RequiredChatToolMode { RequiredFunctionName: { } required } => ("tool", required),
            RequiredChatToolMode => ("any", null),
            _ => ((string?)null, (string?)null),
        };
        if (type is not null)
        {
            writer.WriteStartObject("tool_choice");
            writer.WriteString("type", type);
            if (name is not null)
            {
                writer.WriteString("name", name);
            }

            writer.WriteEndObject();
        }
    }

    private static void WriteSystem(Utf8JsonWriter writer, List<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("system");
        for (var i = 0; i < texts.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "text");
            writer.WriteString("text", texts[i]);
            if (i == texts.Count - 1)
            {
                WriteCacheMark(writer);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteMessages(Utf8JsonWriter writer, List<PromptTurn> turns)
    {
        // History ends with the last answer; what follows is this turn's and changes.
        var lastAnswer = turns.FindLastIndex(static turn => turn.Role == ChatRole.Assistant);
        writer.WriteStartArray("messages");
        foreach (var (i, turn) in turns.Index())
        {
            writer.WriteStartObject();
            writer.WriteString("role", turn.Role == ChatRole.Assistant ? "assistant" : "user");
            writer.WriteStartArray("content");
            WriteContents(writer, [.. turn.Contents.Where(IsBlock)], mark: i == lastAnswer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteContents(Utf8JsonWriter writer, List<AIContent> blocks, bool mark)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            writer.WriteStartObject();
            WriteBlock(writer, blocks[i]);
            if (mark && i == blocks.Count - 1 && blocks[i] is not TextReasoningContent)
            {
                WriteCacheMark(writer);
            }

            writer.WriteEndObject();
        }
    }

    private static bool IsBlock(AIContent content) => content switch
    {
        TextContent text => !string.IsNullOrWhiteSpace(text.Text),
        DataContent data => data.HasTopLevelMediaType("image"),
        UriContent uri => uri.HasTopLevelMediaType("image"),
        FunctionCallContent or FunctionResultContent => true,
        TextReasoningContent thought => AnthropicThinking.CanGoBack(thought),
        _ => false,
    };

    private static void WriteBlock(Utf8JsonWriter writer, AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                writer.WriteString("type", "text");
                writer.WriteString("text", text.Text);
                break;
            case TextReasoningContent thought:
                AnthropicThinking.Write(writer, thought);
                break;
            case FunctionCallContent call:
                writer.WriteString("type", "tool_use");
                writer.WriteString("id", call.CallId);
                writer.WriteString("name", call.Name);
                writer.WritePropertyName("input");
                ToolArguments.Write(writer, call);
                break;
            case FunctionResultContent result:
                writer.WriteString("type", "tool_result");
                writer.WriteString("tool_use_id", result.CallId);
                writer.WriteString("content", ToolArguments.TextOf(result));
                if (Tools.ToolResults.IsError(result))
                {
                    writer.WriteBoolean("is_error", true);
                }

                break;
            case DataContent data:
                writer.WriteString("type", "image");
                writer.WriteStartObject("source");
                writer.WriteString("type", "base64");
                writer.WriteString("media_type", data.MediaType);
                writer.WriteBase64String("data", data.Data.Span);
                writer.WriteEndObject();
                break;
            case UriContent uri:
                writer.WriteString("type", "image");
                writer.WriteStartObject("source");
                writer.WriteString("type", "url");
                writer.WriteString("url", uri.Uri.AbsoluteUri);
                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteCacheMark(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("cache_control");
        writer.WriteString("type", "ephemeral");
        writer.WriteEndObject();
    }
}
