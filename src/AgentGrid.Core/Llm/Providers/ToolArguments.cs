using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers;

/// <summary>Tool calls between a vendor's JSON and <see cref="FunctionCallContent"/>.</summary>
internal static class ToolArguments
{
    /// <summary>Arguments nested deeper than this are kept out: what stores and shows a call puts levels of its own around them.</summary>
    public const int MostLevels = 24;

    /// <summary>
    /// The call with its arguments parsed; arguments that are not a JSON object, or none that can be kept (nested deeper than
    /// <see cref="MostLevels"/>, half a surrogate pair), are left out and the content's <see cref="FunctionCallContent.Exception"/>
    /// says why, so that the model can be told.
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
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return new FunctionCallContent(callId, name) { Exception = e };
        }
    }

    public static FunctionCallContent ToCall(string callId, string name, JsonElement arguments)
    {
        if (WhyUnusable(arguments) is { } reason)
        {
            return new FunctionCallContent(callId, name) { Exception = new JsonException(reason) };
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

    private static string? WhyUnusable(JsonElement arguments) =>
        arguments.ValueKind != JsonValueKind.Object ? "The arguments are not a JSON object."
        : LevelsOf(arguments) > MostLevels ? $"The arguments are nested deeper than {MostLevels} levels."
        : !IsText(arguments) ? "The arguments hold half a surrogate pair."
        : null;

    // The parser has bounded how deep this goes.
    private static int LevelsOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => 1 + value.EnumerateObject().Select(member => LevelsOf(member.Value)).DefaultIfEmpty().Max(),
        JsonValueKind.Array => 1 + value.EnumerateArray().Select(LevelsOf).DefaultIfEmpty().Max(),
        _ => 0,
    };

    /// <summary>Whether every name and string can be read: JSON may escape what is no Unicode text.</summary>
    private static bool IsText(JsonElement arguments)
    {
        try
        {
            Read(arguments);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void Read(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    _ = member.Name;
                    Read(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Read(item);
                }

                break;
            case JsonValueKind.String:
                _ = value.GetString();
                break;
        }
    }

    /// <summary>A tool result as the text that the model reads.</summary>
    public static string TextOf(FunctionResultContent result) => result.Result switch
    {
        null => "",
        string text => text,
        JsonElement element => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText(),
        var other => JsonSerializer.Serialize(other),
    };
}
