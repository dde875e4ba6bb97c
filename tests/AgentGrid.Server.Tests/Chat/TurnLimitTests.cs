using AgentGrid.Server.Tests.Hosting;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Server.Tests.Chat;

/// <summary>Turns that end at a limit of their agent before they had an answer.</summary>
public sealed class TurnLimitTests
{
    [Fact]
    public async Task Chat_StoppedByALimitWithoutAWord_SaysWhichAndHowToMendIt()
    {
        // Asks for tools for ever: 100 tokens in and 20 out each time.
        await using var model = await FakeProviderServer.StartAsync(FakeReplies.Stream(new OpenAiWire().TwoToolCalls()));
        var server = new TestServer(
        [
            "--AgentGrid:Llm:Providers:fake:Type", "openai-compatible", "--AgentGrid:Llm:Providers:fake:BaseUrl", $"{model.Address}/v1",
            "--AgentGrid:Llm:Providers:fake:Models:0", "m", "--AgentGrid:Llm:Prices:fake/m:Input", "1", "--AgentGrid:Llm:Prices:fake/m:Output", "10",
        ]);
        await server.InitializeAsync();
        try
        {
            var tooDear = await ChatAsync(server.Ada, new { maxTurnCostUsd = 0.0005m });
            var detail = tooDear.ShouldBeProblem(400, FailureCodes.TurnCostExceeded).GetProperty("detail").GetString()!;
            detail.ShouldContain("0.0006");
            detail.ShouldContain("0.0005");
            model.Requests.Count.ShouldBe(2, "the second call passed the limit");

            (await ChatAsync(server.Ada, new { maxToolRounds = 1 })).ShouldBeProblem(400, FailureCodes.ToolRoundsExceeded);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<ApiAnswer> ChatAsync(ApiClient ada, object limits)
    {
        var agent = await ada.PostAsync("/api/agents", new { name = "Limited", config = new { model = "fake/m", limits } });
        agent.Status.ShouldBe(201, agent.Text);
        return await ada.PostAsync("/api/chat", new { agentId = agent.Id, message = "What is the weather?" });
    }
}
