using System.Text.Json;

namespace AgentGrid.Testing.Llm;

/// <summary>What a <see cref="FakeProviderServer"/> was asked.</summary>
/// <param name="Connection">Which connection brought it.</param>
public sealed record FakeRequest(string Path, IReadOnlyDictionary<string, string> Headers, string Body, string Connection)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);
}
