using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>Writes the body of a streamed chat completion.</summary>
internal static class OpenAiRequest
{
    /// <param name="official">OpenAI itself, whose newer models take <c>max_completion_tokens</c> only; imitators know <c>max_tokens</c>.</param>
    public static ReadOnlyMemory<byte> Write(IEnumerable<ChatMessage> messages, ChatOptions? options, bool official) =>
        ProviderJson.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("model", options?.ModelId);
            writer.WriteBoolean("stream", true);
            writer.WriteStartObject("stream_options");
            writer.WriteBoolean("include_usage", true);
            writer.WriteEndObject();
            WriteSettings(writer, options, official);
            WriteTools(writer, options);
            WriteFormat(writer, options?.ResponseFormat);
            writer.WriteStartArray("messages");
            if (!string.IsNullOrEmpty(options?.Instructions))
            {
                WriteText(writer, "system", options.Instructions);
            }

            foreach (var message in messages)
            {
                WriteMessage(writer, message);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });

    private static void WriteSettings(Utf8JsonWriter writer, ChatOptions? options, bool official)
    {
        var sampled = !(official && IsReasoningModel(options?.ModelId));
        if (sampled && options?.Temperature is { } temperature)
        {
            writer.WriteNumber("temperature", temperature);
        }

        if (sampled && options?.TopP is { } topP)
        {
            writer.WriteNumber("top_p", topP);
        }

        if (options?.MaxOutputTokens is { } most)
        {
            writer.WriteNumber(official ? "max_completion_tokens" : "max_tokens", most);
        }

        if (options?.StopSequences is { Count: > 0 } stops)
        {
            writer.WriteStartArray("stop");
            foreach (var stop in stops)
            {
                writer.WriteStringValue(stop);
            }

            writer.WriteEndArray();
        }
    }

    // These refuse the settings of sampling instead of ignoring them.
    private static bool IsReasoningModel(string? model) =>
        model is not null
        && (model.StartsWith("o1", StringComparison.Ordinal) || model.StartsWith("o3", StringComparison.Ordinal)
            || model.StartsWith("o4", StringComparison.Ordinal)
            || ((model.StartsWith("gpt-5", StringComparison.Ordinal) || model.StartsWith("gpt-6", StringComparison.Ordinal))
                && !model.Contains("chat", StringComparison.Ordinal)));

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
            writer.WriteString("type", "function");
            writer.WriteStartObject("function");
            writer.WriteString("name", tool.Name);
            writer.WriteString("description", tool.Description);
            writer.WritePropertyName("parameters");
            tool.JsonSchema.WriteTo(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        switch (options!.ToolMode)
        {
            case NoneChatToolMode:
                writer.WriteString("tool_choice", "none");
                break;
            case RequiredChatToolMode { RequiredFunctionName: { } name }:
                writer.WriteStartObject("tool_choice");
                writer.WriteString("type", "function");
                writer.WriteStartObject("function");
                writer.WriteString("name", name);
                writer.WriteEndObject();
                writer.WriteEndObject();
                break;
            case RequiredChatToolMode:
                writer.WriteString("tool_choice", "required");
                break;
        }
    }

    private static void WriteFormat(Utf8JsonWriter writer, ChatResponseFormat? format)
    {
        if (format is not ChatResponseFormatJson json)
        {
            return;
        }

        writer.WriteStartObject("response_format");
        if (json.Schema is { } schema)
        {
            writer.WriteString("type", "json_schema");
            writer.WriteStartObject("json_schema");
            writer.WriteString("name", json.SchemaName ?? "answer");
            if (StrictSchema.Is(schema))
            {
                writer.WriteBoolean("strict", true);
            }

            writer.WritePropertyName("schema");
            schema.WriteTo(writer);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteString("type", "json_object");
        }

        writer.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter writer, ChatMessage message)
    {
        if (message.Role == ChatRole.Tool)
        {
            foreach (var result in message.Contents.OfType<FunctionResultContent>())
            {
                writer.WriteStartObject();
                writer.WriteString("role", "tool");
                writer.WriteString("tool_call_id", result.CallId);
                writer.WriteString("content", ToolArguments.TextOf(result));
                writer.WriteEndObject();
            }
        }
        else if (message.Role == ChatRole.Assistant)
        {
            WriteAssistant(writer, message);
        }
        else if (message.Role == ChatRole.User && message.Contents.Any(content => content is DataContent or UriContent))
        {
            WriteParts(writer, message);
        }
        else
        {
            WriteText(writer, message.Role == ChatRole.System ? "system" : "user", message.Text);
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string role, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("role", role);
        writer.WriteString("content", text);
        writer.WriteEndObject();
    }

    private static void WriteAssistant(Utf8JsonWriter writer, ChatMessage message)
    {
        var calls = message.Contents.OfType<FunctionCallContent>().ToList();
        writer.WriteStartObject();
        writer.WriteString("role", "assistant");
        if (message.Text.Length > 0 || calls.Count == 0)
        {
            writer.WriteString("content", message.Text);
        }

        if (calls.Count > 0)
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
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter writer, ChatMessage message)
    {
        writer.WriteStartObject();
        writer.WriteString("role", "user");
        writer.WriteStartArray("content");
        foreach (var content in message.Contents)
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
