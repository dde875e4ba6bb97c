using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>Writes the body of a streamed chat completion.</summary>
internal static class OpenAiRequest
{
    /// <summary>The member that asks for the usage. Some servers tell it unasked, and refuse to be asked.</summary>
    public const string StreamOptions = "stream_options";

    /// <param name="official">OpenAI itself, whose newer models take <c>max_completion_tokens</c> only; imitators know <c>max_tokens</c>.</param>
    /// <param name="askUsage">Whether the server takes being asked for the usage.</param>
    public static ReadOnlyMemory<byte> Write(IEnumerable<ChatMessage> messages, ChatOptions? options, bool official, bool askUsage) =>
        ProviderJson.Write(writer =>
        {
            var all = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
            writer.WriteStartObject();
            writer.WriteString("model", options?.ModelId);
            writer.WriteBoolean("stream", true);
            if (askUsage)
            {
                writer.WriteStartObject(StreamOptions);
                writer.WriteBoolean("include_usage", true);
                writer.WriteEndObject();
            }

            WriteSettings(writer, options, official);
            WriteTools(writer, options);
            WriteFormat(writer, options?.ResponseFormat);
            OpenAiMessages.Write(writer, all, options);
            writer.WriteEndObject();
        });

    private static void WriteSettings(Utf8JsonWriter writer, ChatOptions? options, bool official)
    {
        if (options?.Temperature is { } temperature)
        {
            writer.WriteNumber("temperature", temperature);
        }

        if (options?.TopP is { } topP)
        {
            writer.WriteNumber("top_p", topP);
        }

        if (options?.MaxOutputTokens is { } most)
        {
            writer.WriteNumber(official ? "max_completion_tokens" : "max_tokens", most);
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
}
