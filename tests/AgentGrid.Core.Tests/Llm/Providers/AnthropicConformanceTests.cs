using AgentGrid.Core.Llm;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Core.Tests.Llm.Providers;

public sealed class AnthropicConformanceTests : ProviderConformance
{
    protected override ProviderWire Wire { get; } = new AnthropicWire();

    protected override string Type => ProviderTypes.Anthropic;

    protected override string BasePath => "";

    // As version 13 of the official client sends it.
    protected override (string Name, string Value) KeyHeader => ("Authorization", "Bearer test-key");

    protected override string ChatPath => "/v1/messages";
}
