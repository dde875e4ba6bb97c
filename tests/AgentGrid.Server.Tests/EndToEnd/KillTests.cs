using System.Text;
using System.Text.Json;
using AgentGrid.Agents;
using AgentGrid.Client;
using AgentGrid.Sessions;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Server.Tests.EndToEnd;

public sealed class KillTests
{
    private const int Kills = 30;

    [Fact]
    public async Task Kill_AtRandomMomentsOfAnAnswer_ReadersGetOneSequenceAndTheMessageEnds()
    {
        await using var model = await FakeProviderServer.StartAsync(SlowModel.Reply);
        await using var server = new ServerUnderTest(SlowModel.Settings(model));
        await server.StartAsync();
        using var http = server.CreateHttpClient();
        var client = new AgentGridClient(http);
        await client.SetupAsync("ada@example.com", "correct horse battery", "Ada");
        var agent = await client.CreateAgentAsync("Counter", new AgentConfig());
        var random = new Random(20260101);
        var interrupted = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var events = await StreamAcrossKillAsync(server, client, agent.Id, killAfter: random.Next(0, SlowModel.Words));
            interrupted += await CheckAsync(client, events) == MessageStatus.Interrupted ? 1 : 0;
        }

        // At this pace nearly every kill falls into the answer; else nothing was tested.
        interrupted.ShouldBeGreaterThan(Kills / 2);
    }

    // Kills the server once some events were seen; the client takes the stream up again by itself.
    private static async Task<List<TurnEvent>> StreamAcrossKillAsync(
        ServerUnderTest server, AgentGridClient client, string agentId, int killAfter)
    {
        var events = new List<TurnEvent>();
        Task? restart = null;
        await foreach (var turnEvent in client.StreamChatAsync(new ChatMessage(agentId, "Count.")))
        {
            events.Add(turnEvent);
            if (events.Count > killAfter && restart is null)
            {
                await server.KillAsync();
                restart = server.StartAsync();
            }
        }

        await (restart ?? Task.CompletedTask);
        return events;
    }

    private static async Task<MessageStatus> CheckAsync(AgentGridClient client, List<TurnEvent> events)
    {
        events.Select(turnEvent => turnEvent.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(id => (long)id));
        var started = JsonDocument.Parse(events[0].Data).RootElement;
        TurnEventNames.IsTerminal(events[^1].Name).ShouldBeTrue();
        var text = new StringBuilder();
        foreach (var delta in events.Where(turnEvent => turnEvent.Name == TurnEventNames.Delta))
        {
            text.Append(JsonDocument.Parse(delta.Data).RootElement.GetProperty("text").GetString());
        }

        SlowModel.Answer.ShouldStartWith(text.ToString().TrimEnd());
        var messages = await client.ListMessagesAsync(started.GetProperty("sessionId").GetString()!);
        messages.Items.Length.ShouldBe(2);
        var answer = messages.Items[1];
        answer.Content.Trim().ShouldBe(text.ToString().Trim());
        answer.Status.ShouldBeOneOf(MessageStatus.Complete, MessageStatus.Interrupted);
        (answer.Status == MessageStatus.Complete).ShouldBe(events[^1].Name == TurnEventNames.Completed);
        return answer.Status;
    }
}
