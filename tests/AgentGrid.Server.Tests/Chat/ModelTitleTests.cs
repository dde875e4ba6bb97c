using System.Diagnostics;
using AgentGrid.Server.Tests.Hosting;

namespace AgentGrid.Server.Tests.Chat;

/// <summary>Titles that a model writes after the first answer, where that is switched on.</summary>
public sealed class ModelTitleTests : IAsyncLifetime
{
    private const string Asks = "as a title for a list";
    private TalkingModel _model = null!;
    private TestServer _server = null!;

    public async Task InitializeAsync()
    {
        _model = await TalkingModel.StartAsync((Asks, "\"Tea in the afternoon.\"\nMore"), ("", "At four."));
        _server = new TestServer([.. _model.Settings, "--AgentGrid:Titles:FromModel", "true"]);
        await _server.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task Chat_FirstTurn_IsTitledByTheModelAndMetered_LaterOnesAreNot()
    {
        var agentId = await _server.Ada.AgentAsync();
        var sessionId = await ChatAsync(agentId, null);
        await UntilAsync(async () => await TitleAsync(sessionId) == "Tea in the afternoon");
        await ChatAsync(agentId, sessionId);
        _model.Asked.Count(asked => TalkingModel.TextOf(asked).Contains(Asks, StringComparison.Ordinal)).ShouldBe(1);
        await UntilAsync(async () => (await _server.Ada.GetAsync("/api/usage?groupBy=agent")).Json.GetProperty("items").EnumerateArray()
            .Any(item => item.GetProperty("key").GetString() == agentId && item.GetProperty("calls").GetInt32() == 3));
    }

    [Fact]
    public async Task Chat_OfflineAgent_KeepsTheMessageAsTitle()
    {
        var agentId = (await _server.Ada.PostAsync("/api/agents", new { name = "Off", config = new { model = "offline/extractive" } })).Id;
        var sessionId = await ChatAsync(agentId, null);
        (await TitleAsync(sessionId)).ShouldBe("When is tea?");
        _model.Asked.ShouldBeEmpty();
    }

    private async Task<string> ChatAsync(string agentId, string? sessionId)
    {
        var answer = await _server.Ada.PostAsync("/api/chat", new { agentId, sessionId, message = "When is tea?" });
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Json.GetProperty("sessionId").GetString()!;
    }

    private async Task<string?> TitleAsync(string sessionId) =>
        (await _server.Ada.GetAsync($"/api/sessions/{sessionId}")).Json.GetProperty("title").GetString();

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var deadline = Stopwatch.StartNew();
        while (!await holds())
        {
            deadline.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
