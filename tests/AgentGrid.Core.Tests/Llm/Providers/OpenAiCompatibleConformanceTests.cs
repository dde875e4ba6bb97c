using AgentGrid.Core.Llm;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Core.Tests.Llm.Providers;

public sealed class OpenAiCompatibleConformanceTests : ProviderConformance
{
    protected override ProviderWire Wire { get; } = new OpenAiWire();

    protected override string Type => ProviderTypes.OpenAiCompatible;

    protected override string BasePath => "/openai/v1";

    protected override (string Name, string Value) KeyHeader => ("Authorization", "Bearer test-key");

    protected override string ChatPath => "/openai/v1/chat/completions";
}
