using System.Diagnostics;
using AgentGrid.Agents;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Sessions.Titles;
using AgentGrid.Core.Tests.Llm;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace AgentGrid.Core.Tests.Sessions;

public sealed class SessionTitlerTests
{
    [Theory]
    [InlineData("Tea times", "Tea times")]
    [InlineData("  **\"Tea times.\"**\nBecause you asked", "Tea times")]
    [InlineData("# Tea", "Tea")]
    [InlineData("", null)]
    [InlineData("\"\"", null)]
    [InlineData("I cannot give a title for this conversation because it is about a subject that is far too wide for it.", null)]
    public void Clean_WhatModelsWrite_IsATitleOrNothing(string text, string? title) => SessionTitler.Clean(text).ShouldBe(title);

    [Fact]
    public async Task Stop_WhileATitleIsWritten_EndsTheCallAndItIsBooked()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Silence());
        await using var host = new LlmHost(new Dictionary<string, string>
        {
            ["Providers:p:Type"] = "openai-compatible",
            ["Providers:p:BaseUrl"] = server.Address + "/v1",
        });
        var sink = new UsageCollector();
        var booking = new ModelsOf(host.Chat, sink);
        using var titler = new SessionTitler(
            booking, host.Registry, Options.Create(new TitleOptions { FromModel = true }), TimeProvider.System);
        var agent = new PinnedAgent("agt_1", "A", 1, new AgentConfig { Model = "p/m" }, HasFiles: false);
        var title = titler.WriteAsync(agent, "usr_1", "ses_1", "When is tea?", "At four.");
        var patience = Stopwatch.StartNew();
        while (server.Requests.Count == 0)
        {
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        await titler.StopAsync(default);
        var record = sink.Snapshot().ShouldHaveSingleItem();
        (record.Purpose, record.Outcome, record.InputTokens > 0).ShouldBe((UsagePurposes.Title, UsageOutcome.Cancelled, true));
        (await title).ShouldBeNull();

        (await titler.WriteAsync(agent, "usr_1", "ses_1", "When is tea?", "At four.")).ShouldBeNull();
        server.Requests.Count.ShouldBe(1);
    }

    /// <summary>Has the calls booked where the test can see it.</summary>
    private sealed class ModelsOf(IChatClient inner, IUsageSink sink) : DelegatingChatClient(inner)
    {
        public override Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            var request = ModelRequest.Of(options);
            return base.GetResponseAsync(
                messages, (request with { Usage = request.Usage with { Sink = sink } }).ApplyTo(options!), cancellationToken);
        }
    }
}
