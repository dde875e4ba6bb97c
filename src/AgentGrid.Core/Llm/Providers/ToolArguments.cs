using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers;

/// <summary>Tool calls between a vendor's JSON and <see cref="FunctionCallContent"/>.</summary>
internal static class ToolArguments
{
    /// <summary>
    /// The call with its arguments parsed; arguments that are not a JSON object are kept out and the content's
    /// <see cref="FunctionCallContent.Exception"/> says why, so that the model can be told.
    /// </summary>
    public static FunctionCallContent ToCall(string callId, string name, string json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return new FunctionCallContent(callId, name, new Dictionary<string, object?>());
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return ToCall(callId, name, document.RootElement);
        }
        catch (JsonException e)
        {
            return new FunctionCallContent(callId, name) { Exception = e };
        }
    }

    public static FunctionCallContent ToCall(string callId, string name, JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
        {
            return new FunctionCallContent(callId, name) { Exception = new JsonException("The arguments are not a JSON object.") };
        }

        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in arguments.EnumerateObject())
        {
            values[member.Name] = member.Value.Clone();
        }

        return new FunctionCallContent(callId, name, values);
    }

    /// <summary>The arguments as one JSON object.</summary>
    public static void Write(Utf8JsonWriter writer, FunctionCallContent call) =>
        JsonSerializer.Serialize(writer, call.Arguments ?? new Dictionary<string, object?>());

    public static string ToJson(FunctionCallContent call) =>
        JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>());

    /// <summary>A tool result as the text that the model reads.</summary>
    public static string TextOf(FunctionResultContent result) => result.Result switch
    {
        null => "",
        string text => text,
        JsonElement element => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText(),
        var other => JsonSerializer.Serialize(other),
    };
}
