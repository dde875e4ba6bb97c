using System.IO.Pipelines;
using System.Net;
using AgentGrid.Client;
using AgentGrid.Testing.Llm;
using AgentGrid.Testing.Time;
using Microsoft.AspNetCore.Http;

namespace AgentGrid.Server.Tests.Client;

/// <summary>What the client does when a server, or the way to it, is in trouble. The server is a double that speaks the same wire.</summary>
public sealed class ClientBreakTests : IAsyncLifetime
{
    private const string Started = "id: 1\nevent: turn.started\ndata: {\"sessionId\":\"ses_1\",\"turnId\":\"trn_1\",\"agentVersion\":1,\"model\":\"m\"}\n\n";
    private const string Rest =
        "id: 2\nevent: delta\ndata: {\"text\":\"Hi\"}\n\nid: 3\nevent: turn.completed\ndata: {\"messageId\":\"msg_1\",\"finishReason\":\"stop\",\"ttftMs\":1,\"totalMs\":2}\n\n";

    private const string Answer =
        "{\"sessionId\":\"ses_1\",\"turnId\":\"trn_1\",\"messageId\":\"msg_1\",\"agentVersion\":1,\"model\":\"m\",\"text\":\"Hi\",\"citations\":[],\"toolCalls\":[],\"finishReason\":\"stop\"}";

    private readonly ManualTimeProvider _time = new();
    private FakeProviderServer _server = null!;
    private HttpClient _http = null!;
    private AgentGridClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeProviderServer.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_server.Address + "/grid") };
        _client = new AgentGridClient(_http, _time);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task StreamChat_SilentForLongThenBroken_IsTakenUpAgain()
    {
        var silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Enqueue(async context =>
        {
            await FakeReplies.Stream(Started)(context);
            await silence.Task;
            context.Abort();
        });
        _server.Enqueue(FakeReplies.Stream(Rest));

        await using var events = _client.StreamChatAsync(new ChatMessage("agt_1", "Hello")).GetAsyncEnumerator();
        (await events.MoveNextAsync()).ShouldBeTrue();
        _time.Advance(TimeSpan.FromMinutes(10));
        silence.SetResult();

        (await RunAsync(events.MoveNextAsync().AsTask())).ShouldBeTrue();
        events.Current.Id.ShouldBe(2);
        _server.Requests[1].Path.ShouldBe("/grid/api/sessions/ses_1/turns/trn_1/events");
        _server.Requests[1].Headers["Last-Event-ID"].ShouldBe("1");
    }

    [Fact]
    public async Task StreamChat_ServerEndsEveryConnectionEarly_GivesUpAfterAWhile()
    {
        _server.Enqueue(FakeReplies.Stream(Started));
        _server.Enqueue(FakeReplies.Stream(": nothing\n\n"));
        _client.ReconnectFor = TimeSpan.FromSeconds(30);

        await Should.ThrowAsync<HttpRequestException>(RunAsync(ReadAsync()));

        // Pauses double from a tenth of a second to five seconds.
        _server.Requests.Count.ShouldBeInRange(8, 13);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task StreamChat_PassingTrouble_IsAskedAgainUnderTheSameKey(int status)
    {
        _server.Enqueue(FakeReplies.Error(status, "<html>", contentType: "text/html"));
        _server.Enqueue(FakeReplies.Stream(Started + Rest));

        (await RunAsync(ReadAsync())).ShouldBe(["turn.started", "delta", "turn.completed"]);
        _server.Requests.Select(request => request.Headers["Idempotency-Key"]).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task StreamChat_RetryAfter_IsWaitedFor()
    {
        _server.Enqueue(FakeReplies.Error(429, "", retryAfter: "20"));
        _server.Enqueue(FakeReplies.Stream(Started + Rest));

        var reading = ReadAsync();
        await UntilAsync(() => _time.ActiveTimers > 0 || reading.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(19));
        _time.ActiveTimers.ShouldBe(1);
        _server.Requests.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(1));

        (await RunAsync(reading)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task StreamChat_RetryAfterLongerThanPatience_IsRefusedAtOnce()
    {
        _server.Enqueue(FakeReplies.Error(429, "", retryAfter: "3600"));
        var refused = await Should.ThrowAsync<AgentGridException>(ReadAsync());
        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.RetryAfter.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task StreamChat_RefusedForGood_IsNotAskedAgain()
    {
        _server.Enqueue(FakeReplies.Error(404, """{"status":404,"code":"agent_not_found","detail":"There is none."}""", contentType: "application/problem+json"));
        (await Should.ThrowAsync<AgentGridException>(ReadAsync())).Code.ShouldBe(FailureCodes.AgentNotFound);
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Chat_ConnectionBreaks_OneMessageAndItsAnswer()
    {
        _server.Enqueue(FakeReplies.StreamThenCut(Started));
        _server.Enqueue(FakeReplies.Stream(Rest));
        _server.Enqueue(FakeReplies.Error(503, ""));
        _server.Enqueue(FakeReplies.Json(Answer));

        (await RunAsync(_client.ChatAsync(new ChatMessage("agt_1", "Hello") { IdempotencyKey = "mine" }))).Text.ShouldBe("Hi");
        _server.Requests.Where(request => request.Path == "/grid/api/chat").ShouldAllBe(request => request.Headers["Idempotency-Key"] == "mine");
    }

    [Fact]
    public async Task Chat_AnswerTakesLongerThanTheHttpTimeout_IsWaitedFor()
    {
        _http.Timeout = TimeSpan.FromSeconds(2);
        _server.Enqueue(async context =>
        {
            await FakeReplies.Stream(Started)(context);
            await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, context.RequestAborted);
            await context.Response.WriteAsync(Rest, context.RequestAborted);
        });
        _server.Enqueue(FakeReplies.Json(Answer));

        (await RunAsync(_client.ChatAsync(new ChatMessage("agt_1", "Hello")))).MessageId.ShouldBe("msg_1");
        _server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Chat_TurnFails_IsThrownWithItsIds()
    {
        _server.Enqueue(FakeReplies.Stream(Started + "id: 2\nevent: turn.failed\ndata: {\"code\":\"provider_unavailable\",\"message\":\"No.\",\"retryable\":true}\n\n"));
        _server.Enqueue(FakeReplies.Error(
            503, """{"status":503,"code":"provider_unavailable","detail":"No.","sessionId":"ses_1","turnId":"trn_1"}""", contentType: "application/problem+json"));

        var failed = await Should.ThrowAsync<AgentGridException>(_client.ChatAsync(new ChatMessage("agt_1", "Hello")));
        (failed.SessionId, failed.TurnId).ShouldBe(("ses_1", "trn_1"));
        _server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Upload_ConnectionBreaks_TheWholeFileIsSentAgainUnderTheSameKey()
    {
        _server.Enqueue(context => { context.Abort(); return Task.CompletedTask; });
        _server.Enqueue(FakeReplies.Error(503, ""));
        _server.Enqueue(FakeReplies.Json("""{"items":[{"id":"fil_1","name":"a.txt","size":5,"status":"queued","duplicate":false}]}"""));
        using var content = new MemoryStream("..words"u8.ToArray()) { Position = 2 };

        (await RunAsync(_client.UploadFileAsync("agt_1", "a.txt", content))).Id.ShouldBe("fil_1");

        _server.Requests.Count.ShouldBe(3);
        _server.Requests.Select(request => request.Headers["Idempotency-Key"]).Distinct().ShouldHaveSingleItem();
        _server.Requests[2].Body.ShouldContain("\r\nwords\r\n");
    }

    [Fact]
    public async Task Upload_OfWhatCannotBeReadAgain_BreaksWithItsConnection()
    {
        _server.Enqueue(context => { context.Abort(); return Task.CompletedTask; });
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync("words"u8.ToArray());
        await pipe.Writer.CompleteAsync();

        await Should.ThrowAsync<HttpRequestException>(_client.UploadFileAsync("agt_1", "a.txt", pipe.Reader.AsStream()));
        _server.Requests.Count.ShouldBe(1);
    }

    private async Task<List<string>> ReadAsync()
    {
        var names = new List<string>();
        await foreach (var turnEvent in _client.StreamChatAsync(new ChatMessage("agt_1", "Hello")))
        {
            names.Add(turnEvent.Name);
        }

        return names;
    }

    // Lets the client's clock run while it waits for it.
    private async Task<T> RunAsync<T>(Task<T> task)
    {
        await UntilAsync(() =>
        {
            if (_time.ActiveTimers > 0)
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
            }

            return task.IsCompleted;
        });
        return await task;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, limit.Token);
        }
    }
}
