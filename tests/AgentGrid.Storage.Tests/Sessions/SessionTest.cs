using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Sessions;
using AgentGrid.Storage.Agents;
using AgentGrid.Storage.Sessions;
using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Sessions;

/// <summary>A test with the agent <c>a1</c> to talk to.</summary>
public abstract class SessionTest(IStoreBackend backend) : StoreTest(backend)
{
    private int _messages;

    internal SessionStore Store => new(Database);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await new AgentStore(Database).CreateAsync(new NewAgent("a1", "A", null, "u1", new AgentConfig(), Now));
    }

    protected static ImmutableArray<TurnEvent> Events(long first, int count, string text = "x") =>
        [.. Enumerable.Range(0, count).Select(i => new TurnEvent(first + i, TurnEventNames.Delta, $$"""{"text":"{{text}}{{first + i}}"}"""))];

    internal NewTurn Turn(string sessionId, string turnId, string message = "Hi", bool newSession = false, string user = "u1") => new(
        sessionId,
        turnId,
        "hash",
        message,
        $"msg-{turnId}",
        1,
        "p/m",
        Events(1, 1),
        Now,
        newSession ? new NewSession("a1", 1, user, $"Title {sessionId}", ImmutableDictionary<string, string>.Empty.Add("k", "v")) : null);

    protected static AttachedImage Image(string id) =>
        new(new Attachment(id, "image/png", $"{id}.png", 8, "00", $"/x/{id}"), $"blob-{id}");

    internal EndedTurn End(string sessionId, string turnId, long firstEvent, string answer = "Hello") => new(
        sessionId, turnId, TurnStatus.Complete, Events(firstEvent, 2), Answer(turnId, answer), [], Now.AddSeconds(1));

    internal SessionMessage Answer(string turnId, string text) => new(
        $"ans-{turnId}-{Interlocked.Increment(ref _messages)}",
        0,
        MessageRole.Assistant,
        text,
        [new Citation(1, "c", "f", "file.md", 2, "Top", 0.5, "Passage")],
        [new ToolCall("call", "tool", """{"a":1}""", true, "ok")],
        new MessageUsage([new UsageCall("answer", "p", "m", 1, 2, 3, 0.000_1m, false)], 0.000_1m),
        1,
        "p/m",
        MessageStatus.Complete,
        Now.AddSeconds(1))
    {
        TurnId = turnId,
        FinishReason = FinishReasons.Stop,
        Rejections = [new RouteRejection("q/n", "provider_timeout", "Nothing came.")],
        Attachments = [new Attachment("att_1", "image/png", "a.png", 8, "00", "/api/x")],
    };

    /// <summary>A whole turn: begun and ended.</summary>
    internal async Task TalkAsync(string sessionId, string turnId, string message, string answer, bool newSession = false, string user = "u1")
    {
        (await Store.BeginTurnAsync(Turn(sessionId, turnId, message, newSession, user))).ShouldSucceed();
        (await Store.EndTurnAsync(End(sessionId, turnId, 2, answer))).ShouldSucceed();
    }
}
