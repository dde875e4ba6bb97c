using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Gemini;

/// <summary>Writes the body of <c>generateContent</c> and <c>streamGenerateContent</c>.</summary>
internal static class GeminiRequest
{
    public static ReadOnlyMemory<byte> Write(IEnumerable<ChatMessage> messages, ChatOptions? options) => ProviderJson.Write(writer =>
    {
        var all = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        writer.WriteStartObject();
        WriteSystem(writer, PromptTurns.Rules(all, options));
        WriteTools(writer, options);
        WriteContents(writer, all);
        WriteSettings(writer, options);
        writer.WriteEndObject();
    });

    private static void WriteSystem(Utf8JsonWriter writer, List<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("systemInstruction");
        writer.WriteStartArray("parts");
        foreach (var text in texts)
        {
            WriteTextPart(writer, text);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter writer, ChatOptions? options)
    {
        var tools = options?.Tools?.OfType<AIFunctionDeclaration>().ToList();
        if (tools is not { Count: > 0 })
        {
            return;
        }

        writer.WriteStartArray("tools");
        writer.WriteStartObject();
        writer.WriteStartArray("functionDeclarations");
        foreach (var tool in tools)
        {
            writer.WriteStartObject();
            writer.WriteString("name", tool.Name);
            writer.WriteString("description", tool.Description);
            writer.WritePropertyName("parametersJsonSchema");
            tool.JsonSchema.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();

        if (options!.ToolMode is not (NoneChatToolMode or RequiredChatToolMode))
        {
            return;
        }

        writer.WriteStartObject("toolConfig");
        writer.WriteStartObject("functionCallingConfig");
        writer.WriteString("mode", options.ToolMode is NoneChatToolMode ? "NONE" : "ANY");
        if (options.ToolMode is RequiredChatToolMode { RequiredFunctionName: { } name })
        {
            writer.WriteStartArray("allowedFunctionNames");
            writer.WriteStringValue(name);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteContents(Utf8JsonWriter writer, IReadOnlyList<ChatMessage> messages)
    {
        // Results name the function, not only the call.
        var names = messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()
            .GroupBy(call => call.CallId)
            .ToDictionary(calls => calls.Key, calls => calls.Last().Name);
        writer.WriteStartArray("contents");
        foreach (var turn in PromptTurns.Of(messages))
        {
            writer.WriteStartObject();
            writer.WriteString("role", turn.Role == ChatRole.Assistant ? "model" : "user");
            writer.WriteStartArray("parts");
            foreach (var content in turn.Contents)
            {
                WritePart(writer, content, names);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WritePart(Utf8JsonWriter writer, AIContent content, Dictionary<string, string> names)
    {
        switch (content)
        {
            case TextContent { Text.Length: > 0 } text:
                WriteTextPart(writer, text.Text);
                break;
            case FunctionCallContent call:
                writer.WriteStartObject();
                writer.WriteStartObject("functionCall");
                writer.WriteString("name", call.Name);
                writer.WritePropertyName("args");
                ToolArguments.Write(writer, call);
                writer.WriteEndObject();
                if (call.AdditionalProperties?.TryGetValue(GeminiStream.SignatureKey, out var signature) == true)
                {
                    writer.WriteString("thoughtSignature", signature as string);
                }

                writer.WriteEndObject();
                break;
            case FunctionResultContent result:
                writer.WriteStartObject();
                writer.WriteStartObject("functionResponse");
                writer.WriteString("name", names.GetValueOrDefault(result.CallId, result.CallId));
                writer.WriteStartObject("response");
                writer.WriteString(Tools.ToolResults.IsError(result) ? "error" : "output", ToolArguments.TextOf(result));
                writer.WriteEndObject();
                writer.WriteEndObject();
                writer.WriteEndObject();
                break;
            case DataContent data when data.HasTopLevelMediaType("image"):
                writer.WriteStartObject();
                writer.WriteStartObject("inlineData");
                writer.WriteString("mimeType", data.MediaType);
                writer.WriteBase64String("data", data.Data.Span);
                writer.WriteEndObject();
                writer.WriteEndObject();
                break;
            case UriContent uri when uri.HasTopLevelMediaType("image"):
                writer.WriteStartObject();
                writer.WriteStartObject("fileData");
                writer.WriteString("mimeType", uri.MediaType);
                writer.WriteString("fileUri", uri.Uri.AbsoluteUri);
                writer.WriteEndObject();
                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteSettings(Utf8JsonWriter writer, ChatOptions? options)
    {
        writer.WriteStartObject("generationConfig");
        if (options?.Temperature is { } temperature)
        {
            writer.WriteNumber("temperature", temperature);
        }

        if (options?.TopP is { } topP)
        {
            writer.WriteNumber("topP", topP);
        }

        if (options?.MaxOutputTokens is { } most)
        {
            writer.WriteNumber("maxOutputTokens", most);
        }

        if (options?.ResponseFormat is ChatResponseFormatJson format)
        {
            writer.WriteString("responseMimeType", "application/json");
            if (format.Schema is { } schema)
            {
                writer.WritePropertyName("responseJsonSchema");
                schema.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteTextPart(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }
}
