using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using AgentGrid.Core.Json;
using AgentGrid.Core.Llm.Pricing;

namespace AgentGrid.Core.Llm.Providers;

/// <summary>What all adapters need to write and read JSON leniently.</summary>
internal static class ProviderJson
{
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        // A request body is never pasted into HTML; plain characters are fewer bytes and the same tokens.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The bytes that <paramref name="write"/> writes.</summary>
    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            write(writer);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>One event's JSON. Anything else is the provider's fault.</summary>
    public static JsonDocument Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            return JsonDocument.ParseValue(ref reader);
        }
        catch (JsonException e)
        {
            throw new LlmException(LlmErrorCodes.Protocol, "The model provider sent something that is not JSON.", retryable: true, inner: e);
        }
    }

    /// <summary>A member of an object; default (undefined) when there is none or it is null.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : default;

    public static string? TextMember(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } text ? JsonText.Of(text) : null;

    /// <summary>A piece of a longer text, which may break off within a character. See <see cref="SplitText"/>.</summary>
    public static string? PieceMember(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } text ? JsonText.PieceOf(text) : null;

    public static long? NumberMember(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    /// <summary>
    /// A count of tokens, read leniently: imitators write <c>12.0</c> and <c>"12"</c> too. A count that no call can have
    /// counts as not said.
    /// </summary>
    public static long? CountMember(this JsonElement element, string name)
    {
        var member = element.Member(name);
        decimal count = -1;
        _ = member.ValueKind switch
        {
            JsonValueKind.Number => member.TryGetDecimal(out count),
            JsonValueKind.String => decimal.TryParse(member.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out count),
            _ => false,
        };
        return count is >= 0 and <= TokenUsage.MostTokens ? (long)count : null;
    }

    /// <summary>The numbers of an array; throws where it holds anything else.</summary>
    public static float[] Numbers(JsonElement array)
    {
        var numbers = new float[array.GetArrayLength()];
        var i = 0;
        foreach (var number in array.EnumerateArray())
        {
            numbers[i++] = number.GetSingle();
        }

        return numbers;
    }

    public static JsonElement.ArrayEnumerator Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : default;
}
