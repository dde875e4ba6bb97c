using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Core.Agents;
using AgentGrid.Core.Llm.Pricing;
using AgentGrid.Core.Llm.Routing;

namespace AgentGrid.Core.Tests.Agents;

public sealed class AgentConfigRulesTests
{
    public static TheoryData<string, AgentConfig> BrokenConfigs() => new()
    {
        { "config.model", new AgentConfig { Model = " " } },
        { "config.fallbackModels", new AgentConfig { FallbackModels = ["fast", ""] } },
        { "config.temperature", new AgentConfig { Temperature = 2.1 } },
        { "config.temperature", new AgentConfig { Temperature = double.NaN } },
        { "config.topP", new AgentConfig { TopP = -0.1 } },
        { "config.maxOutputTokens", new AgentConfig { MaxOutputTokens = 0 } },
        { "config.instructions", new AgentConfig { Instructions = new string('x', AgentConfigRules.MaxInstructionsLength + 1) } },
        { "config.starterQuestions", new AgentConfig { StarterQuestions = [null!] } },
        { "config.inputs.id", new AgentConfig { Inputs = [new AgentInput { Id = "1st" }] } },
        { "config.inputs.id", new AgentConfig { Inputs = [new AgentInput { Id = "a" }, new AgentInput { Id = "a" }] } },
        { "config.knowledge.topK", new AgentConfig { Knowledge = new AgentKnowledge { TopK = 51 } } },
        { "config.knowledge.minScore", new AgentConfig { Knowledge = new AgentKnowledge { MinScore = 1.01 } } },
        { "config.tools.mcp.url", new AgentConfig { Tools = new AgentTools { Mcp = [new McpServerConfig { Name = "a", Url = "file:///etc/passwd" }] } } },
        { "config.tools.http.url", new AgentConfig { Tools = new AgentTools { Http = [new HttpToolConfig { Name = "a", Url = "http://user:pw@host/" }] } } },
        { "config.tools.http.method", new AgentConfig { Tools = new AgentTools { Http = [new HttpToolConfig { Name = "a", Url = "https://host/", Method = "DELETE" }] } } },
        { "config.limits.maxToolRounds", new AgentConfig { Limits = new AgentLimits { MaxToolRounds = -1 } } },
        { "config.limits.maxTurnCostUsd", new AgentConfig { Limits = new AgentLimits { MaxTurnCostUsd = -0.01m } } },
        { "config.responseCacheSeconds", new AgentConfig { ResponseCacheSeconds = 86_401 } },
    };

    [Fact]
    public void Check_Defaults_Pass() => AgentConfigRules.Check(new AgentConfig()).ShouldBeNull();

    [Theory]
    [MemberData(nameof(BrokenConfigs))]
    public void Check_BrokenRule_NamesTheField(string field, AgentConfig config)
    {
        var failure = AgentConfigRules.Check(config).ShouldNotBeNull();
        failure.Code.ShouldBe(FailureCodes.InvalidConfig);
        failure.Detail.ShouldStartWith(field);
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData("a\0b", null, null)]
    [InlineData("a", "long", null)]
    [InlineData(null, null, "long")]
    public void CheckLabels_BrokenRule_Fails(string? name, string? description, string? note)
    {
        static string? Long(string? text, int most) => text == "long" ? new string('x', most + 1) : text;
        AgentConfigRules.CheckLabels(
            name, Long(description, AgentConfigRules.MaxDescriptionLength), Long(note, AgentConfigRules.MaxNoteLength)).ShouldNotBeNull();
    }

    [Fact]
    public void CheckExpected_StaleVersion_TellsTheCurrentOne()
    {
        var failure = AgentVersionRules.CheckExpected(latest: 7, expected: 6).ShouldNotBeNull();
        failure.Kind.ShouldBe(FailureKind.VersionConflict);
        failure.Extensions[AgentVersionRules.CurrentVersion].ShouldBe("7");
        AgentVersionRules.CheckExpected(latest: 7, expected: 7).ShouldBeNull();
    }

    [Fact]
    public void Warnings_SettingWithoutEffect_IsNamed()
    {
        Warnings(new AgentConfig()).ShouldBeEmpty();
        Warnings(new AgentConfig { Tools = new AgentTools { CodeExecution = true } })
            .ShouldHaveSingleItem().ShouldStartWith("tools.codeExecution");
    }

    private static ImmutableArray<string> Warnings(AgentConfig config) =>
        AgentWarnings.Of(config, new ProviderCatalog([], new Dictionary<string, string>()), new PriceTable([]));
}
