using System.Text;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Providers;

/// <summary>How an answer is read, whatever its bytes.</summary>
public abstract partial class ProviderConformance
{
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
}
