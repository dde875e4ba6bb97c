using System.Diagnostics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Resilience;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGrid.Core.Tests.Llm.Routing;

public sealed class ProviderRegistryTests
{
    [Theory]
    [InlineData("OPENAI_API_KEY", "openai", "openai/gpt-6-sol")]
    [InlineData("ANTHROPIC_API_KEY", "anthropic", "anthropic/claude-sonnet-5-5")]
    [InlineData("GEMINI_API_KEY", "gemini", "gemini/gemini-3.8-flash")]
    public async Task Environment_KeyOfAVendor_MakesItTheDefault(string variable, string provider, string model)
    {
        await using var host = new LlmHost([], name => name == variable ? "secret" : null);

        host.Registry.Current.Find(provider).ShouldNotBeNull().Usable.ShouldBeTrue();
        host.Registry.Current.Resolve("default").Value.ShouldNotBeNull().Name.ToString().ShouldBe(model);
    }

    [Theory]
    [InlineData("localhost", "http://localhost:11434/v1")]
    [InlineData("localhost:8080", "http://localhost:8080/v1")]
    [InlineData("0.0.0.0", "http://127.0.0.1:11434/v1")]
    [InlineData("http://gpu:11434", "http://gpu:11434/v1")]
    [InlineData("http://gpu:11434/", "http://gpu:11434/v1")]
    [InlineData("https://gpu.example/ollama", "https://gpu.example:443/ollama/v1")]
    [InlineData("[::1]:9000", "http://[::1]:9000/v1")]
    [InlineData("file:///etc/passwd", null)]
    public void Environment_OllamaHost_IsReadAsOllamaReadsIt(string host, string? address) =>
        ProviderEnvironment.OllamaAddress(host).ShouldBe(address);

    [Theory]
    [InlineData("openai", "OPENAI_API_KEY", "OPENAI_BASE_URL")]
    [InlineData("anthropic", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL")]
    [InlineData("gemini", "GEMINI_API_KEY", "GOOGLE_GEMINI_BASE_URL")]
    [InlineData("gemini", "GOOGLE_API_KEY", "GOOGLE_GEMINI_BASE_URL")]
    public async Task Environment_AddressOfAVendor_IsWhereItsKeyGoes(string provider, string key, string address)
    {
        await using var host = new LlmHost([], name => name == key ? "secret" : name == address ? "http://proxy/v1" : null);

        var found = host.Registry.Current.Find(provider).ShouldNotBeNull();
        (found.ApiKey, found.BaseUrl).ShouldBe(("secret", "http://proxy/v1"));
    }

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
    public async Task Environment_Address_IsNotForAKeyOfTheConfiguration()
    {
        await using var host = new LlmHost(
            [KeyValuePair.Create("Providers:openai:ApiKey", "mine")], name => name == "OPENAI_BASE_URL" ? "http://proxy/v1" : null);

        host.Registry.Current.Find("openai").ShouldNotBeNull().BaseUrl.ShouldBeNull();
    }

    [Fact]
    public async Task Environment_KeyForAConfiguredProviderWithoutOne_IsUsed()
    {
        await using var host = new LlmHost(
            [KeyValuePair.Create("Providers:openai:Type", "openai"), KeyValuePair.Create("Providers:openai:Models:0", "gpt-x")],
            name => name == "OPENAI_API_KEY" ? "secret" : null);

        var provider = host.Registry.Current.Find("openai").ShouldNotBeNull();
        provider.ApiKey.ShouldBe("secret");
        provider.Models.ShouldBe(["gpt-x"]);
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
    public async Task Discovery_ServerOfOnesOwn_ItsFirstChatModelBecomesTheDefault()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Json("""{"object":"list","data":[{"id":"nomic-embed-text"},{"id":"qwen3:8b"}]}"""));
        await using var host = new LlmHost([], name => name == "OLLAMA_HOST" ? server.Address : null);
        host.Registry.Current.Resolve("default").Value.ShouldNotBeNull().Name.ToString().ShouldBe("offline/extractive");
        await DiscoverAsync(host, () => host.Get<ProviderRegistry>().IsDiscovered("ollama"));
        host.Registry.Current.Resolve("default").Value.ShouldNotBeNull().Name.ToString().ShouldBe("ollama/qwen3:8b");
    }

    [Fact]
    public async Task Discovery_ServerIsDown_WhoeverAsksForTheDefaultAndAdminsAreToldWhy()
    {
        await using var host = new LlmHost([], name => name == "OLLAMA_HOST" ? "http://127.0.0.1:9" : null);
        var early = RoutePlanner.Plan(host.Registry.Current, "default", new ModelRequest()).Rejections.ShouldHaveSingleItem();
        (early.Model, early.Code).ShouldBe(("default", LlmErrorCodes.NoProvider));
        early.Reason.ShouldContain("'ollama' has not said yet");

        await DiscoverAsync(host, () => host.Get<ProviderRuntimes>().HealthOf("ollama").LastError is not null);
        var updates = await host.Chat.GetStreamingResponseAsync(
            [new ChatMessage(ChatRole.User, "What is the capital of Mars?")], host.Options("default")).ToListAsync();
        var report = RouteReport.Of(updates[0]).ShouldNotBeNull();
        report.Model.ToString().ShouldBe("offline/extractive");
        var rejection = report.Rejections.ShouldHaveSingleItem();
        (rejection.Model, rejection.Code).ShouldBe(("default", LlmErrorCodes.Unavailable));
        rejection.Reason.ShouldContain("'ollama' could not be asked");
        var text = string.Concat(updates.Select(update => update.Text));
        text.ShouldContain("'ollama' could not be asked");
        text.ShouldNotContain("OLLAMA_HOST");

        var strict = (ModelRequest.Of(host.Options("default")) with { AllowOffline = false }).ApplyTo(host.Options("default"));
        var failure = await Should.ThrowAsync<LlmException>(() => host.Chat.GetResponseAsync([new ChatMessage(ChatRole.User, "Hi")], strict));
        (failure.Code, failure.Retryable).ShouldBe((LlmErrorCodes.NoProvider, true));
        failure.Message.ShouldContain("'ollama' could not be asked");
        host.Get<ProviderRuntimes>().HealthOf("ollama").Circuit.ShouldBe(CircuitState.Closed);
    }

    [Fact]
    public async Task Discovery_ServerDoesNotSay_TheReasonSaysWhatToDo()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(404, "{}"));
        await using var host = new LlmHost([], name => name == "OLLAMA_HOST" ? server.Address : null);
        await DiscoverAsync(host, () => host.Get<ProviderRuntimes>().HealthOf("ollama").LastError is not null);

        RoutePlanner.Plan(host.Registry.Current, "default", new ModelRequest()).Rejections.ShouldHaveSingleItem().Reason
            .ShouldContain("AgentGrid:Llm:Providers:ollama:Models");
    }

    [Fact]
    public async Task Discovery_ListBreaksOff_IsAFailureOfThatProviderAndTheOthersAreAsked()
    {
        await using var sick = await FakeProviderServer.StartAsync(FakeReplies.StreamThenCut("{\"data\":["));
        await using var well = await FakeProviderServer.StartAsync(FakeReplies.Json("""{"data":[{"id":"m"}]}"""));
        await using var host = new LlmHost(new Dictionary<string, string>
        {
            ["Providers:a:Type"] = "openai-compatible",
            ["Providers:a:BaseUrl"] = sick.Address + "/v1",
            ["Providers:b:Type"] = "openai-compatible",
            ["Providers:b:BaseUrl"] = well.Address + "/v1",
        });
        await DiscoverAsync(host, () => host.Get<ProviderRegistry>().IsDiscovered("b"));

        host.Get<ProviderRuntimes>().HealthOf("a").LastError.ShouldNotBeNull().ShouldContain("could not be read");
    }

    [Fact]
    public async Task Key_OfTheEnvironmentThatCannotBeSent_SaysSoAndIsNotTriedAgain()
    {
        await using var host = new LlmHost([], name => name == "OPENAI_API_KEY" ? "ключ" : null);
        var failure = await Should.ThrowAsync<LlmException>(
            () => host.Chat.GetResponseAsync([new ChatMessage(ChatRole.User, "Hi")], host.Options("openai/gpt-4o")));

        (failure.Code, failure.Retryable).ShouldBe((LlmErrorCodes.Unauthorized, false));
        failure.Message.ShouldContain("cannot be sent");
        host.Usage.Snapshot().ShouldHaveSingleItem().InputTokens.ShouldBe(0);
    }

    private static async Task DiscoverAsync(LlmHost host, Func<bool> holds)
    {
        using var discovery = new ModelDiscovery(
            host.Get<ProviderRegistry>(), host.Get<IProviderDirectory>(), host.Get<ProviderRuntimes>(), TimeProvider.System,
            NullLogger<ModelDiscovery>.Instance);
        await discovery.StartAsync(default);
        var patience = Stopwatch.StartNew();
        while (!holds())
        {
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        await discovery.StopAsync(default);
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
    public async Task Discovery_OfAProviderThatWasRemovedSince_IsForgotten()
    {
        await using var host = new LlmHost([]);
        var mine = new ProviderDefinition { Name = "mine", Type = ProviderTypes.OpenAiCompatible, BaseUrl = "http://one/v1" };
        host.Registry.SetOverrides([mine], new Dictionary<string, string>());
        var registry = host.Get<ProviderRegistry>();
        var known = host.Registry.Current.Find("mine").ShouldNotBeNull();
        registry.SetDiscovered(known, ["m"]);
        registry.IsDiscovered("mine").ShouldBeTrue();

        host.Registry.SetOverrides([], new Dictionary<string, string>());
        registry.SetDiscovered(known, ["m"]);
        registry.IsDiscovered("mine").ShouldBeFalse();
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
