using System.Text.Json;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>One event of the stream: a JSON chunk, or the end mark.</summary>
internal readonly struct OpenAiChunk(JsonDocument? document) : IDisposable
{
    public bool IsDone => document is null;

    public JsonElement Root => document!.RootElement;

    public static OpenAiChunk Parse(ReadOnlySpan<byte> data) =>
        data.Trim((byte)' ').SequenceEqual("[DONE]"u8) ? default : new OpenAiChunk(ProviderJson.Parse(data));

    public void Dispose() => document?.Dispose();
}
