using System.Text.Json;

namespace AgentGrid.Testing.Llm;

/// <summary>What a <see cref="FakeProviderServer"/> was asked.</summary>
public sealed record FakeRequest(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);
}
