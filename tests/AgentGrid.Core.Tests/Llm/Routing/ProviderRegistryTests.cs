using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Routing;

namespace AgentGrid.Core.Tests.Llm.Routing;

/// <summary>What there is, from the configuration and what admins set on top.</summary>
public sealed class ProviderRegistryTests
{
    [Fact]
    public async Task SetOverrides_BySeveralAtOnce_TellsWhoeverWaitsForAChange()
    {
        await using var host = new LlmHost([]);
        var registry = (ProviderRegistry)host.Registry;
        var changed = registry.Changed;

        Parallel.For(0, 2_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => registry.SetOverrides([], new Dictionary<string, string>()));

        await changed.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Configuration_ProviderNamedAfterItsType_NeedsOnlyAKey()
    {
        await using var host = new LlmHost([KeyValuePair.Create("Providers:Anthropic:ApiKey", "k")]);

        var provider = host.Registry.Current.Find("anthropic").ShouldNotBeNull();
        (provider.Type, provider.Usable).ShouldBe((ProviderTypes.Anthropic, true));
    }

    [Fact]
    public async Task SetOverrides_ReplacesConfigurationAndCanBeTakenBack()
    {
        await using var host = new LlmHost(
            [KeyValuePair.Create("Providers:openai:Type", "openai"), KeyValuePair.Create("Providers:openai:ApiKey", "old")]);
        host.Registry.SetOverrides(
            [new ProviderDefinition { Name = "OpenAI", Type = ProviderTypes.OpenAi, ApiKey = "new" }],
            new Dictionary<string, string> { ["fast"] = "openai/quick" });

        host.Registry.Current.Find("openai").ShouldNotBeNull().ApiKey.ShouldBe("new");
        host.Registry.Current.Resolve("fast").Value.ShouldNotBeNull().Name.Model.ShouldBe("quick");

        host.Registry.SetOverrides([], new Dictionary<string, string>());
        host.Registry.Current.Find("openai").ShouldNotBeNull().ApiKey.ShouldBe("old");
    }

    [Theory]
    [InlineData(null, null, "of the environment")]
    [InlineData("", null, "")]
    [InlineData("mine", null, "mine")]
    [InlineData(null, "http://elsewhere/v1", null)]
    public async Task SetOverrides_WithoutAKey_HasTheEnvironmentsForTheSameAddress(string? key, string? address, string? used)
    {
        await using var host = new LlmHost([], name => name == "OPENAI_API_KEY" ? "of the environment" : null);
        host.Registry.SetOverrides(
            [new ProviderDefinition { Name = "openai", Type = ProviderTypes.OpenAi, ApiKey = key, BaseUrl = address }],
            new Dictionary<string, string>());

        host.Registry.Current.Find("openai").ShouldNotBeNull().ApiKey.ShouldBe(used);
    }

    [Fact]
    public async Task SetOverrides_DefinitionThatDidNotChange_StaysTheSameObject()
    {
        await using var host = new LlmHost([]);
        var mine = new ProviderDefinition { Name = "mine", Type = ProviderTypes.OpenAi, ApiKey = "k", Models = ["m"] };
        host.Registry.SetOverrides([mine], new Dictionary<string, string>());
        var before = host.Registry.Current.Find("mine");
        host.Registry.SetOverrides([mine with { Models = ["m"] }], new Dictionary<string, string>());
        host.Registry.Current.Find("mine").ShouldBeSameAs(before);

        host.Registry.SetOverrides([mine with { ApiKey = "k2" }], new Dictionary<string, string>());
        host.Registry.Current.Find("mine").ShouldNotBeSameAs(before);
    }

    [Fact]
    public async Task Preview_OfAChange_IsWhatItWouldMakeAndChangesNothing()
    {
        await using var host = new LlmHost([KeyValuePair.Create("Aliases:default", "mine/m")]);
        var mine = new ProviderDefinition { Name = "mine", Type = ProviderTypes.OpenAi, ApiKey = "k", Models = ["m"] };
        host.Registry.Preview([mine], new Dictionary<string, string>()).Resolve("default").Succeeded.ShouldBeTrue();

        host.Registry.Current.Find("mine").ShouldBeNull();
    }

    [Fact]
    public async Task Directory_Lists_WithoutTheKey()
    {
        await using var host = new LlmHost([], name => name == "OPENAI_API_KEY" ? "sk-very-secret" : null);
        var list = host.Get<IProviderDirectory>().List();

        var openai = list.Single(provider => provider.Name == "openai");
        (openai.HasKey, openai.Usable, openai.Source).ShouldBe((true, true, ProviderSource.Environment));
        System.Text.Json.JsonSerializer.Serialize(list).ShouldNotContain("secret");
    }

    [Fact]
    public void Definition_Printed_HidesTheKey() =>
        new ProviderDefinition { Name = "a", Type = ProviderTypes.OpenAi, ApiKey = "sk-secret" }.ToString().ShouldNotContain("secret");

    [Theory]
    [InlineData("Providers:x:Type", "telepathy", "must be one of openai")]
    [InlineData("Providers:x:Type", "openai-compatible", "BaseUrl is missing")]
    [InlineData("Aliases:fast", "gpt", "provider/model")]
    [InlineData("Prices:a/m:Input", "-1", "negative")]
    [InlineData("Prices:a/m:Input", "1", "has no Output; set both")]
    [InlineData("Prices:a/m:Output", "1", "has no Input; set both")]
    [InlineData("Providers:openai:ApiKey", "ключ", "cannot be sent")]
    [InlineData("CircuitBreaker:Failures", "0", "at least 1")]
    public async Task Options_ThatCannotWork_AreRefusedWithTheFix(string key, string value, string says)
    {
        await using var host = new LlmHost([KeyValuePair.Create(key, value)]);

        Should.Throw<Microsoft.Extensions.Options.OptionsValidationException>(() => host.Registry).Message.ShouldContain(says);
    }
}
