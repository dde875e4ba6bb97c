using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Tools;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Providers;

/// <summary>What every provider must do, through the whole chain and a real socket. One small subclass for each vendor.</summary>
public abstract partial class ProviderConformance
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected abstract ProviderWire Wire { get; }

    protected abstract string Type { get; }

    /// <summary>The path of the base address, as the vendor's official client takes it.</summary>
    protected abstract string BasePath { get; }

    /// <summary>The header that carries the key, and its value for the key <c>test-key</c>.</summary>
    protected abstract (string Name, string Value) KeyHeader { get; }

    protected abstract string ChatPath { get; }

    [Fact]
    public async Task Stream_Text_ArrivesPieceByPieceAndEndsWithStop()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("Hel", "lo ", "wörld")));
        await using var host = Host(server);
        var updates = await ReadAsync(host);

        Texts(updates).ShouldBe(["Hel", "lo ", "wörld"]);
        updates[^1].FinishReason.ShouldBe(ChatFinishReason.Stop);
        var request = server.Requests.ShouldHaveSingleItem();
        request.Path.ShouldBe(ChatPath);
        request.Headers[KeyHeader.Name].ShouldBe(KeyHeader.Value);
    }

    [Fact]
    public async Task Stream_Usage_CountsCachedTokensOnceAndIsExact()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("ok")));
        await using var host = Host(server, ("Prices:p/m:Input", "10"), ("Prices:p/m:CachedInput", "1"), ("Prices:p/m:Output", "100"));
        await ReadAsync(host);

        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        (record.InputTokens, record.CachedInputTokens, record.OutputTokens).ShouldBe((100, 40, 20));
        record.Estimated.ShouldBeFalse();
        record.CostUsd.ShouldBe(((60 * 10m) + (40 * 1m) + (20 * 100m)) / 1_000_000m);
        (record.Provider, record.Model, record.Outcome).ShouldBe(("p", "m", UsageOutcome.Succeeded));
    }

    [Fact]
    public async Task Stream_UsageToldAgainAndAgain_IsCountedOnce()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(Wire.Head() + Wire.Spent() + Wire.Pieces("o") + Wire.Spent() + Wire.Pieces("k") + Wire.End()));
        await using var host = Host(server);
        await ReadAsync(host);

        Booked(host).ShouldBe((UsageOutcome.Succeeded, 100, 40, 20, false));
    }

    [Fact]
    public async Task Stream_CountsNoCallCanHave_AreNotBelieved()
    {
        var events = UsageCounts().Replace(Wire.Text("ok"), $":{long.MaxValue}");
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(events));
        await using var host = Host(server, ("Prices:p/m:Input", "10"), ("Prices:p/m:Output", "100"));
        await ReadAsync(host);

        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        record.InputTokens.ShouldBeInRange(1, 1_000);
        record.OutputTokens.ShouldBeInRange(1, 1_000);
        record.CachedInputTokens.ShouldBe(0);
        record.ReasoningTokens.ShouldBe(0);
        record.Estimated.ShouldBeTrue();
        record.CostUsd.ShouldNotBeNull().ShouldBeInRange(0.000001m, 1m);
    }

    [Fact]
    public async Task Stream_UnknownPrice_IsUnpricedNotZero()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("ok")));
        await using var host = Host(server);
        await ReadAsync(host);

        host.Usage.Snapshot().ShouldHaveSingleItem().CostUsd.ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Stream_BytesCutAnywhere_CharactersStayWhole(int pieceSize)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("naïve ", "日本語 ", "🚀🚀"), pieceSize));
        await using var host = Host(server);

        string.Concat(Texts(await ReadAsync(host))).ShouldBe("naïve 日本語 🚀🚀");
    }

    [Theory]
    [InlineData("😀", @"\ud83d", @"\ude00")]
    [InlineData("a 😀 b", @"a \ud83d", @"\ude00 b")]
    [InlineData("a\ufffd b\ufffd c", @"a\ud83d b", @"\ude00 c")]
    [InlineData("a\ufffd", @"a\ud83d")]
    [InlineData("\"\n\\ 😀\ufffd", @"\""\n\\ \ud83d", @"\ude00\ude00")]
    public async Task Stream_CharacterInTwoEscapedHalves_IsWholeAndWhatIsLeftAloneIsReplaced(string text, params string[] pieces)
    {
        var events = Wire.Head() + Wire.Pieces([.. pieces.Select((_, i) => $"@{i}@")]) + Wire.End();
        for (var i = 0; i < pieces.Length; i++)
        {
            events = events.Replace($"@{i}@", pieces[i], StringComparison.Ordinal);
        }

        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(events));
        await using var host = Host(server);

        string.Concat(Texts(await ReadAsync(host))).ShouldBe(text);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stream_ByteThatIsNoCharacter_IsReplaced()
    {
        var events = Encoding.UTF8.GetBytes(Wire.Text("bad @ byte"));
        events[events.AsSpan().IndexOf((byte)'@')] = 0xFF;
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(events));
        await using var host = Host(server);

        string.Concat(Texts(await ReadAsync(host))).ShouldBe("bad \ufffd byte");
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Stream_OtherLineEnds_AreRead(string lineEnd)
    {
        var events = Wire.Text("one ", "two").Replace("\n", lineEnd, StringComparison.Ordinal);
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(events, 5));
        await using var host = Host(server);

        string.Concat(Texts(await ReadAsync(host))).ShouldBe("one two");
    }

    [Fact]
    public async Task Stream_CommentsAndUnknownEvents_AreSkipped()
    {
        var events = ": keep-alive\n\n" + Wire.Head() + Wire.UnknownEvent() + Wire.Pieces("a") + ": again\n\n" + Wire.UnknownEvent()
            + Wire.Pieces("b") + Wire.End();
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(events));
        await using var host = Host(server);

        string.Concat(Texts(await ReadAsync(host))).ShouldBe("ab");
    }

    [Fact]
    public async Task Stream_EventOfAMegabyte_IsRead()
    {
        var large = new string('x', 1_000_000);
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text(large)));
        await using var host = Host(server);

        string.Concat(Texts(await ReadAsync(host))).Length.ShouldBe(large.Length);
    }

    [Fact]
    public async Task Stream_LimitReached_EndsWithLength()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(Wire.Head() + Wire.Pieces("cut") + Wire.End(Wire.StopForLength)));
        await using var host = Host(server);

        (await ReadAsync(host))[^1].FinishReason.ShouldBe(ChatFinishReason.Length);
    }

    [Fact]
    public async Task Stream_Refusal_EndsWithContentFilter()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Refusal()));
        await using var host = Host(server);

        (await ReadAsync(host))[^1].FinishReason.ShouldBe(ChatFinishReason.ContentFilter);
    }

    [Fact]
    public async Task Stream_WithoutAWord_IsTriedAgain()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(Wire.Head() + Wire.End()), FakeReplies.Stream(Wire.Text("fine")));
        await using var host = Host(server, ("Retry:MaxRetries", "1"));

        string.Concat(Texts(await ReadAsync(host))).ShouldBe("fine");
        host.Usage.Snapshot().Select(record => (record.Outcome, record.InputTokens, record.OutputTokens))
            .ShouldBe([(UsageOutcome.Failed, 100, 20), (UsageOutcome.Succeeded, 100, 20)]);
    }

    [Fact]
    public async Task Stream_NeverAWord_IsNoAnswer()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Head() + Wire.End()));
        await using var host = Host(server);

        (await FailAsync(host)).Code.ShouldBe(LlmErrorCodes.UnusableAnswer);
    }

    [Fact]
    public async Task Tools_TwoCalls_AreRunAndTheirResultsSentBack()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(Wire.TwoToolCalls()), FakeReplies.Stream(Wire.Text("Sunny in both.")));
        await using var host = Host(server);
        var tool = new WeatherTool();
        var options = host.Options("p/m");
        options.Tools = [new AgentToolDeclaration(tool)];
        var updates = await ReadAsync(host, options);

        tool.Cities.Order().ShouldBe(["Paris", "Rome"]);
        var calls = updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>().ToList();
        calls.Count.ShouldBe(2);
        calls.Select(call => call.CallId).Distinct().Count().ShouldBe(2);
        updates.SelectMany(update => update.Contents).OfType<FunctionResultContent>().Count().ShouldBe(2);
        string.Concat(Texts(updates)).ShouldBe("Sunny in both.");
        updates[^1].FinishReason.ShouldBe(ChatFinishReason.Stop);
        server.Requests.Count.ShouldBe(2);
        server.Requests[0].Body.ShouldContain("\"weather\"");
        server.Requests[1].Body.ShouldContain("22 degrees in Paris");
        server.Requests[1].Body.ShouldContain("22 degrees in Rome");
        host.Usage.Snapshot().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Tools_BrokenArguments_GoBackToTheModelAsAnError()
    {
        if (Wire.BrokenToolCall() is not { } broken)
        {
            return;
        }

        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(broken), FakeReplies.Stream(Wire.Text("Sorry.")));
        await using var host = Host(server);
        var tool = new WeatherTool();
        var options = host.Options("p/m");
        options.Tools = [new AgentToolDeclaration(tool)];
        await ReadAsync(host, options);

        tool.Cities.ShouldBeEmpty();
        server.Requests[1].Body.ShouldContain("not valid JSON");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tools_CallCutOffByTheLimit_IsNotRunAndTheAnswerEndsWithLength(bool begun)
    {
        if (Wire.CutToolCall(begun) is not { } cut)
        {
            return;
        }

        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(cut));
        await using var host = Host(server);
        var options = host.Options("p/m");
        options.Tools = [new AgentToolDeclaration(new WeatherTool())];
        var updates = await ReadAsync(host, options);

        updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>().ShouldBeEmpty();
        updates[^1].FinishReason.ShouldBe(ChatFinishReason.Length);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Images_InTheMessage_AreSent()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("A cat.")));
        await using var host = Host(server);
        var picture = new DataContent(new byte[] { 1, 2, 3, 4 }, "image/png");
        await ReadAsync(host, messages: [new ChatMessage(ChatRole.User, [new TextContent("What is this?"), picture])]);

        var body = server.Requests.ShouldHaveSingleItem().Body;
        body.ShouldContain("AQIDBA==");
        body.ShouldContain("image/png");
    }

    [Fact]
    public async Task Schema_InTheOptions_IsSent()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("{\"city\":\"Paris\"}")));
        await using var host = Host(server);
        var options = host.Options("p/m");
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(WeatherTool.Schema, "place");
        await ReadAsync(host, options);

        server.Requests.ShouldHaveSingleItem().Body.ShouldContain("\"city\":{\"type\":\"string\"");
    }

    [Theory]
    [InlineData(401, LlmErrorCodes.Unauthorized, false)]
    [InlineData(403, LlmErrorCodes.Unauthorized, false)]
    [InlineData(404, LlmErrorCodes.ModelNotFound, false)]
    [InlineData(400, LlmErrorCodes.BadRequest, false)]
    [InlineData(408, LlmErrorCodes.Timeout, true)]
    [InlineData(409, LlmErrorCodes.ProviderError, true)]
    [InlineData(429, LlmErrorCodes.RateLimited, true)]
    [InlineData(500, LlmErrorCodes.ProviderError, true)]
    [InlineData(503, LlmErrorCodes.Unavailable, true)]
    [InlineData(529, LlmErrorCodes.Unavailable, true)]
    public async Task Error_Status_HasItsCodeAndSaysWhetherRetryingHelps(int status, string code, bool retryable)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(status, Wire.ErrorBody(status, "Words of the vendor.")));
        await using var host = Host(server);
        var failure = await FailAsync(host);

        failure.Code.ShouldBe(code);
        failure.Retryable.ShouldBe(retryable);
        failure.Message.ShouldContain("Words of the vendor.");
        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        (record.Outcome, record.InputTokens, record.OutputTokens).ShouldBe((UsageOutcome.Failed, 0, 0));
        record.CostUsd.ShouldBeNull("an unknown price is never a cost of zero");
    }

    [Fact]
    public async Task Error_Text_IsSanitised()
    {
        var words = "Incorrect API key provided: sk-proj-abcdefghijklmnop1234. See https://vendor.example/account?key=1 \n\u0007";
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(401, Wire.ErrorBody(401, words)));
        await using var host = Host(server);
        var failure = await FailAsync(host);

        failure.Message.ShouldNotContain("sk-proj");
        failure.Message.ShouldNotContain("vendor.example");
        failure.Message.ShouldNotContain("\n");
        failure.ToString().ShouldNotContain("test-key");
    }

    [Fact]
    public async Task Error_RepeatsTheKey_ItIsTakenOutWhateverItsShape()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Error(401, Wire.ErrorBody(401, "Wrong key: test-key!")),
            FakeReplies.Stream(Wire.Head() + Wire.ErrorEvent().Replace("\"message\":\"", "\"message\":\"test-key ", StringComparison.Ordinal)));
        await using var host = Host(server);

        (await FailAsync(host)).Message.ShouldContain("Wrong key: [secret]!");
        (await FailAsync(host)).Message.ShouldContain("It said: [secret] ");
    }

    [Theory]
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    public async Task Error_BodyThatIsNoJson_StillHasACode(string body)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(502, body, contentType: "text/html"));
        await using var host = Host(server);
        var failure = await FailAsync(host);

        failure.Code.ShouldBe(LlmErrorCodes.ProviderError);
        failure.Message.ShouldNotContain("<");
    }

    [Fact]
    public async Task Error_ContextLength_IsRecognised()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(400, Wire.ContextLengthBody()));
        await using var host = Host(server);

        (await FailAsync(host)).Code.ShouldBe(LlmErrorCodes.ContextTooLong);
    }

    [Fact]
    public async Task Error_EventBeforeAnyToken_IsRetried()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(Wire.Head() + Wire.ErrorEvent()), FakeReplies.Stream(Wire.Text("fine")));
        await using var host = Host(server, ("Retry:MaxRetries", "2"));

        string.Concat(Texts(await ReadAsync(host))).ShouldBe("fine");
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Error_EventAfterAToken_FailsAndIsNotRetried()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(Wire.Head() + Wire.Pieces("half") + Wire.ErrorEvent()));
        await using var host = Host(server, ("Retry:MaxRetries", "2"));
        var (texts, failure) = await ReadUntilFailureAsync(host);

        texts.ShouldBe("half");
        failure.Code.ShouldBeOneOf(LlmErrorCodes.ProviderError, LlmErrorCodes.Unavailable);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Retry_AfterRateLimit_WaitsAsToldAndAnswers()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Error(429, Wire.ErrorBody(429, "slow down"), retryAfter: "1"), FakeReplies.Stream(Wire.Text("fine")));
        await using var host = Host(server, ("Retry:MaxRetries", "1"));
        var started = TimeProvider.System.GetTimestamp();
        var updates = await ReadAsync(host);

        string.Concat(Texts(updates)).ShouldBe("fine");
        TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(0.95));
        host.Usage.Snapshot().Select(record => record.Outcome).ShouldBe([UsageOutcome.Failed, UsageOutcome.Succeeded]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT")]
    public async Task Retry_ToldToComeAtOnce_WaitsAsWithoutAWord(string retryAfter)
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Error(429, Wire.ErrorBody(429, "slow down"), retryAfter), FakeReplies.Stream(Wire.Text("fine")));
        await using var host = Host(server, ("Retry:MaxRetries", "1"), ("Retry:BaseDelaySeconds", "0.4"));
        var started = TimeProvider.System.GetTimestamp();

        string.Concat(Texts(await ReadAsync(host))).ShouldBe("fine");
        TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(0.19));
    }

    [Fact]
    public async Task Retry_ToldToComeInThousandsOfYears_SaysADay()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Error(429, Wire.ErrorBody(429, "slow down"), retryAfter: "Fri, 31 Dec 9999 23:59:59 GMT"));
        await using var host = Host(server);

        (await FailAsync(host)).ToFailure().RetryAfterSeconds.ShouldBe(86_400);
    }

    [Fact]
    public async Task Retry_ToldToWaitTooLong_FailsAtOnce()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Error(429, Wire.ErrorBody(429, "slow down"), retryAfter: "3600"));
        await using var host = Host(server, ("Retry:MaxRetries", "2"));
        var failure = await FailAsync(host);

        failure.RetryAfter.ShouldBe(TimeSpan.FromHours(1));
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Retry_ServerErrors_AreTriedAgainThenGivenUp()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(500, Wire.ErrorBody(500, "oops")));
        await using var host = Host(server, ("Retry:MaxRetries", "2"));
        await FailAsync(host);

        server.Requests.Count.ShouldBe(3);
        host.Usage.Snapshot().Count.ShouldBe(3);
    }

    [Fact]
    public async Task Cut_BeforeAnyToken_IsRetried()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.StreamThenCut(Wire.Head()), FakeReplies.Stream(Wire.Text("fine")));
        await using var host = Host(server, ("Retry:MaxRetries", "1"));

        string.Concat(Texts(await ReadAsync(host))).ShouldBe("fine");
    }

    [Fact]
    public async Task Cut_InMidAnswer_FailsOnceWithTheTextShown()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.StreamThenCut(Wire.Head() + Wire.Pieces("half")));
        await using var host = Host(server, ("Retry:MaxRetries", "2"));
        var (texts, failure) = await ReadUntilFailureAsync(host);

        texts.ShouldBe("half");
        failure.Code.ShouldBe(LlmErrorCodes.StreamBroken);
        server.Requests.Count.ShouldBe(1);
        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        record.Outcome.ShouldBe(UsageOutcome.Failed);
        record.Estimated.ShouldBeTrue();
        record.OutputTokens.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task PoliteEnd_WithoutTheEndMark_CountsAsBroken()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Head() + Wire.Pieces("half")));
        await using var host = Host(server);
        var (_, failure) = await ReadUntilFailureAsync(host);

        failure.Code.ShouldBe(LlmErrorCodes.StreamBroken);
    }

    [Fact]
    public async Task Garbage_InsteadOfJson_IsAProtocolError()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream("data: {not json}\n\n"));
        await using var host = Host(server);

        (await FailAsync(host)).Code.ShouldBe(LlmErrorCodes.Protocol);
    }

    [Fact]
    public async Task Silence_BeforeTheFirstToken_TimesOut()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Silence());
        await using var host = Host(server, ("Timeouts:FirstTokenSeconds", "0.5"));
        var failure = await FailAsync(host);

        failure.Code.ShouldBe(LlmErrorCodes.Timeout);
        await server.ClientGone.WaitAsync(Patience);
    }

    [Fact]
    public async Task Stall_InMidAnswer_TimesOutAndClosesTheConnection()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.StreamThenStall(Wire.Head() + Wire.Pieces("half")));
        await using var host = Host(server, ("Timeouts:IdleSeconds", "0.5"));
        var (texts, failure) = await ReadUntilFailureAsync(host);

        texts.ShouldBe("half");
        failure.Code.ShouldBe(LlmErrorCodes.Timeout);
        await server.ClientGone.WaitAsync(Patience);
    }

    [Fact]
    public async Task Cancel_InMidAnswer_ClosesTheConnectionAndIsMetered()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.StreamThenStall(Wire.Head() + Wire.Pieces("half")));
        await using var host = Host(server);
        using var cancel = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in host.Chat.GetStreamingResponseAsync(Question, host.Options("p/m"), cancel.Token))
            {
                if (update.Text.Length > 0)
                {
                    await cancel.CancelAsync();
                }
            }
        });

        await server.ClientGone.WaitAsync(Patience);
        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        record.Outcome.ShouldBe(UsageOutcome.Cancelled);
        record.InputTokens.ShouldBeGreaterThan(0);
        record.OutputTokens.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Cancel_AfterUsageWasTold_BooksWhatWasTold()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.StreamThenStall(Wire.Head() + Wire.Spent() + Wire.Pieces("half")));
        await using var host = Host(server);
        await foreach (var update in host.Chat.GetStreamingResponseAsync(Question, host.Options("p/m")))
        {
            if (update.Text.Length > 0)
            {
                break;
            }
        }

        Booked(host).ShouldBe((UsageOutcome.Cancelled, 100, 40, 20, false));
    }

    [Theory]
    [InlineData("half")]
    [InlineData()]
    public async Task Error_AfterUsageWasTold_BooksWhatWasTold(params string[] pieces)
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(Wire.Head() + Wire.Spent() + Wire.Pieces(pieces) + Wire.ErrorEvent()));
        await using var host = Host(server);
        await FailAsync(host);

        Booked(host).ShouldBe((UsageOutcome.Failed, 100, 40, 20, false));
    }

    [Fact]
    public async Task Leave_InMidAnswer_ClosesTheConnection()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.StreamThenStall(Wire.Head() + Wire.Pieces("half")));
        await using var host = Host(server);
        await foreach (var update in host.Chat.GetStreamingResponseAsync(Question, host.Options("p/m")))
        {
            if (update.Text.Length > 0)
            {
                break;
            }
        }

        await server.ClientGone.WaitAsync(Patience);
        host.Usage.Snapshot().ShouldHaveSingleItem().Outcome.ShouldBe(UsageOutcome.Cancelled);
    }

    [Fact]
    public async Task NoServer_IsUnavailable()
    {
        await using var host = Host("http://127.0.0.1:1");
        var failure = await FailAsync(host);

        failure.Code.ShouldBe(LlmErrorCodes.Unavailable);
        failure.Retryable.ShouldBeTrue();
    }

    [SkippableFact]
    public async Task Connection_ThatNeverOpens_IsTriedOnceAndCostsNothing()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux drops connections to a full backlog.");
        using var nobody = new BlackHole();
        await using var host = Host(nobody.Address, ("Retry:MaxRetries", "2"), ("Timeouts:ConnectSeconds", "0.3"));
        var failure = await FailAsync(host);

        (failure.Code, failure.Retryable).ShouldBe((LlmErrorCodes.Unavailable, true));
        Booked(host).ShouldBe((UsageOutcome.Failed, 0, 0, 0, false));
    }

    [SkippableFact]
    public async Task Cancel_BeforeTheConnectionIsOpen_CostsNothing()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux drops connections to a full backlog.");
        using var nobody = new BlackHole();
        await using var host = Host(nobody.Address, ("Timeouts:ConnectSeconds", "60"));
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(0.2), TimeProvider.System);
        await Should.ThrowAsync<OperationCanceledException>(
            () => host.Chat.GetResponseAsync(Question, host.Options("p/m"), cancel.Token));

        Booked(host).ShouldBe((UsageOutcome.Cancelled, 0, 0, 0, false));
    }

    [Fact]
    public async Task Cancel_AfterTheRequestLeft_BooksIt()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Silence());
        await using var host = Host(server);
        using var cancel = new CancellationTokenSource();
        var answer = host.Chat.GetResponseAsync(Question, host.Options("p/m"), cancel.Token);
        var patience = Stopwatch.StartNew();
        while (server.Requests.Count == 0)
        {
            patience.Elapsed.ShouldBeLessThan(Patience);
            await Task.Yield();
        }

        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => answer);
        Booked(host).Input.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(301, "/elsewhere/v1", "to another path of the same host")]
    [InlineData(307, "https://elsewhere.example/v1?key=secret", "to the host elsewhere.example")]
    public async Task Redirect_IsNotFollowedAndSaysWhere(int status, string location, string where)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Redirect(status, location));
        await using var host = Host(server, ("Retry:MaxRetries", "2"));
        var failure = await FailAsync(host);

        (failure.Code, failure.Retryable).ShouldBe((LlmErrorCodes.BadRequest, false));
        failure.Message.ShouldContain(where);
        failure.Message.ShouldNotContain("secret");
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("404 page not found")]
    [InlineData("""{"detail":"Not Found"}""")]
    [InlineData("""{"error":{"code":404,"message":"File Not Found","type":"not_found_error"}}""")]
    public async Task Error_PathThatDoesNotExist_NamesTheBaseUrl(string body)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(404, body));
        await using var host = Host(server);
        var failure = await FailAsync(host);

        failure.Code.ShouldBe(LlmErrorCodes.BadRequest);
        failure.Message.ShouldContain("base URL");
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("falsely compressed")]
    public async Task TestConnection_BodyThatCannotBeRead_IsAFailure(string how)
    {
        await using var server = await FakeProviderServer.StartAsync(
            how == "cut" ? FakeReplies.StreamThenCut(Wire.Models()) : FakeReplies.FalselyCompressed(Wire.Models()));
        await using var host = Host(server);
        var check = await host.Get<IProviderDirectory>().TestAsync(host.Registry.Current.Find("p")!, default);

        (check.Failure.ShouldNotBeNull().Code, check.Failure.Retryable).ShouldBe((LlmErrorCodes.Protocol, true));
    }

    [Fact]
    public async Task TestConnection_KeyWorks_ListsTheModels()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Json(Wire.Models()));
        await using var host = Host(server);
        var check = await host.Get<IProviderDirectory>().TestAsync(host.Registry.Current.Find("p")!, default);

        check.Failure.ShouldBeNull();
        check.Models.ShouldBe(["model-a", "model-b"]);
        server.Requests.ShouldHaveSingleItem().Headers[KeyHeader.Name].ShouldBe(KeyHeader.Value);
    }

    [Fact]
    public async Task TestConnection_KeyRefused_SaysSo()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(401, Wire.ErrorBody(401, "no")));
        await using var host = Host(server);
        var check = await host.Get<IProviderDirectory>().TestAsync(host.Registry.Current.Find("p")!, default);

        check.Failure.ShouldNotBeNull().Code.ShouldBe(LlmErrorCodes.Unauthorized);
    }

    protected static IReadOnlyList<ChatMessage> Question { get; } = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hello?")];

    internal LlmHost Host(FakeProviderServer server, params (string Key, string Value)[] settings) => Host(server.Address, settings);

    internal static async Task<List<ChatResponseUpdate>> ReadAsync(
        LlmHost host, ChatOptions? options = null, IReadOnlyList<ChatMessage>? messages = null)
    {
        var updates = new List<ChatResponseUpdate>();
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var update in host.Chat.GetStreamingResponseAsync(messages ?? Question, options ?? host.Options("p/m"), patience.Token))
        {
            updates.Add(update);
        }

        return updates;
    }

    private LlmHost Host(string address, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["Providers:p:Type"] = Type,
            ["Providers:p:BaseUrl"] = address + BasePath,
            ["Providers:p:ApiKey"] = "test-key",
            ["Retry:MaxRetries"] = "0",
            ["Retry:BaseDelaySeconds"] = "0.01",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return new LlmHost(all);
    }

    private static IEnumerable<string> Texts(IEnumerable<ChatResponseUpdate> updates) =>
        updates.Select(update => update.Text).Where(text => text.Length > 0);

    private static (UsageOutcome Outcome, long Input, long Cached, long Output, bool Estimated) Booked(LlmHost host)
    {
        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        return (record.Outcome, record.InputTokens, record.CachedInputTokens, record.OutputTokens, record.Estimated);
    }

    [GeneratedRegex(@":(100|120|60|40|20|15|5|1)(?=[,}])")]
    private static partial Regex UsageCounts();

    private static Task<LlmException> FailAsync(LlmHost host) => Should.ThrowAsync<LlmException>(() => ReadAsync(host));

    private static async Task<(string Texts, LlmException Failure)> ReadUntilFailureAsync(LlmHost host)
    {
        var texts = "";
        var failure = await Should.ThrowAsync<LlmException>(async () =>
        {
            await foreach (var update in host.Chat.GetStreamingResponseAsync(Question, host.Options("p/m")))
            {
                texts += update.Text;
            }
        });
        return (texts, failure);
    }
}
