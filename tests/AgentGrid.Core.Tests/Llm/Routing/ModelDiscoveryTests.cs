using System.Diagnostics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Resilience;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGrid.Core.Tests.Llm.Routing;

/// <summary>Servers of one's own, which say which models they have.</summary>
public sealed class ModelDiscoveryTests
{
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
}
