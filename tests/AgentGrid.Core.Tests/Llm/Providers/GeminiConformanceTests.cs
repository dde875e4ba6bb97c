using AgentGrid.Core.Llm;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Core.Tests.Llm.Providers;

public sealed class GeminiConformanceTests : ProviderConformance
{
    protected override ProviderWire Wire { get; } = new GeminiWire();

    protected override string Type => ProviderTypes.Gemini;

    protected override string BasePath => "";

    protected override (string Name, string Value) KeyHeader => ("x-goog-api-key", "test-key");

    protected override string ChatPath => "/v1beta/models/m:streamGenerateContent?alt=sse";
}
