using System.Text.Json;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>The members of one chunk that matter, found in one pass; or the end mark. What is missing or null is undefined.</summary>
internal readonly struct OpenAiChunk : IDisposable
{
    private readonly JsonDocument? _document;

    public OpenAiChunk(JsonDocument document)
    {
        _document = document;
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var (top, atGroq) = (default(JsonElement), default(JsonElement));
        foreach (var member in document.RootElement.EnumerateObject())
        {
            var value = member.Value;
            if (value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (member.NameEquals("choices"u8))
            {
                Choice = OpenAiChoice.First(value);
            }
            else if (member.NameEquals("usage"u8))
            {
                top = value;
            }
            else if (member.NameEquals("error"u8))
            {
                Error = value;
            }
            else if (member.NameEquals("x_groq"u8))
            {
                atGroq = value.Member("usage");
            }
            else if (member.NameEquals("object"u8))
            {
                IsError = value.ValueKind == JsonValueKind.String && value.ValueEquals("error"u8);
            }
        }

        Usage = IsObject(top) ? top : IsObject(atGroq) ? atGroq : Choice.Usage;
    }

    public bool IsDone => _document is null;

    public JsonElement Root => _document!.RootElement;

    /// <summary>The first choice: no other was asked for.</summary>
    public OpenAiChoice Choice { get; }

    /// <summary>The usage, wherever its server puts it: at the top, under <c>x_groq</c> or in a choice (Moonshot).</summary>
    public JsonElement Usage { get; }

    /// <summary>An error in the place of a chunk.</summary>
    public JsonElement Error { get; }

    /// <summary>The chunk itself is an error.</summary>
    public bool IsError { get; }

    public static OpenAiChunk Parse(ReadOnlySpan<byte> data) =>
        data.Trim((byte)' ').SequenceEqual("[DONE]"u8) ? default : new OpenAiChunk(ProviderJson.Parse(data));

    public void Dispose() => _document?.Dispose();

    private static bool IsObject(JsonElement element) => element.ValueKind == JsonValueKind.Object;
}
