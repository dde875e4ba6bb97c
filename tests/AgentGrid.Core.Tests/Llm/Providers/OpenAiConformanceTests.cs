using AgentGrid.Core.Llm;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Core.Tests.Llm.Providers;

public sealed class OpenAiConformanceTests : ProviderConformance
{
    protected override ProviderWire Wire { get; } = new OpenAiWire();

    protected override string Type => ProviderTypes.OpenAi;

    protected override string BasePath => "/v1";

    protected override (string Name, string Value) KeyHeader => ("Authorization", "Bearer test-key");

    protected override string ChatPath => "/v1/chat/completions";
}
