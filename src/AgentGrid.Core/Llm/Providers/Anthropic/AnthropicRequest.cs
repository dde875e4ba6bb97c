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

    public static Dictionary<string, JsonElement> Build(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        using var document = JsonDocument.Parse(Write(messages, options));
        return document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.Clone());
    }

    private static ReadOnlyMemory<byte> Write(IEnumerable<ChatMessage> messages, ChatOptions? options) => ProviderJson.Write(writer =>
    {
        var all = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        writer.WriteStartObject();
        writer.WriteString("model", options?.ModelId);
        writer.WriteNumber("max_tokens", options?.MaxOutputTokens ?? DefaultMaxTokens);
        WriteSettings(writer, options);
        WriteTools(writer, options);
        WriteSystem(writer, all, options);
        WriteMessages(writer, [.. all.Where(message => message.Role != ChatRole.System && message.Contents.Any(IsBlock))]);
        writer.WriteEndObject();
    });

    // The API version that the official client speaks has no temperature and no top_p; they are left out.
    private static void WriteSettings(Utf8JsonWriter writer, ChatOptions? options)
    {
        if (options?.StopSequences is { Count: > 0 } stops)
        {
            writer.WriteStartArray("stop_sequences");
            foreach (var stop in stops)
            {
                writer.WriteStringValue(stop);
            }

            writer.WriteEndArray();
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

    private static void WriteSystem(Utf8JsonWriter writer, IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var texts = messages.Where(message => message.Role == ChatRole.System).Select(message => message.Text)
            .Prepend(options?.Instructions ?? "")
            .Where(text => text.Length > 0)
            .ToList();
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

    private static void WriteMessages(Utf8JsonWriter writer, List<ChatMessage> messages)
    {
        // History ends with the last answer; what follows is this turn's and changes.
        var lastAnswer = messages.FindLastIndex(message => message.Role == ChatRole.Assistant);
        writer.WriteStartArray("messages");
        for (var i = 0; i < messages.Count;)
        {
            // Roles must alternate: what one side says in a row becomes one message.
            var assistant = messages[i].Role == ChatRole.Assistant;
            writer.WriteStartObject();
            writer.WriteString("role", assistant ? "assistant" : "user");
            writer.WriteStartArray("content");
            for (; i < messages.Count && (messages[i].Role == ChatRole.Assistant) == assistant; i++)
            {
                WriteContents(writer, messages[i].Contents, mark: i == lastAnswer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteContents(Utf8JsonWriter writer, IList<AIContent> contents, bool mark)
    {
        var blocks = contents.Where(IsBlock).ToList();
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
