using System.Text.Json;
using AgentGrid.Core.Json;
using AgentGrid.Core.Sessions;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;

namespace AgentGrid.Core.Tests.Sessions;

public sealed class TurnTranscriptTests
{
    private static readonly object[] Payloads =
    [
        new TurnStartedData("ses", "trn", 3, "default"),
        new RetrievalData([new Citation(1, "c", "f", "a.md", 2, "Top", 0.5, "exact text")], 1.5),
        new DeltaData("Hel"),
        new ToolCallData("call", "current_time", JsonSerializer.SerializeToElement(new { zone = "UTC" })),
        new ToolResultData("call", true, "noon"),
        new DeltaData("lo \"世界\" 😀"),
        new UsageData([new UsageCall("answer", "p", "m", 10, 2, 5, 0.0001m, false)], 0.0001m),
        new TurnCompletedData("msg", FinishReasons.Stop, 1, 2),
    ];

    [Fact]
    public void Of_EventsReadBack_IsWhatWasStreamed()
    {
        var events = Payloads.Select((payload, index) => TurnEventCodec.Encode(index + 1, payload)).ToList();
        var transcript = TurnTranscript.Of(events);
        transcript.Text.ShouldBe("Hello \"世界\" 😀");
        transcript.Started!.AgentVersion.ShouldBe(3);
        transcript.Citations.ShouldHaveSingleItem().Text.ShouldBe("exact text");
        var call = transcript.ToolCalls.ShouldHaveSingleItem();
        (call.Name, call.Ok, call.Summary).ShouldBe(("current_time", true, "noon"));
        call.Arguments.ShouldContain("UTC");
        transcript.Usage!.TotalCostUsd.ShouldBe(0.0001m);
        transcript.Completed!.MessageId.ShouldBe("msg");
        transcript.Ended.ShouldBeTrue();
    }

    [Fact]
    public void Encode_EveryPayload_NamesItAfterItsType()
    {
        Payloads.Append(new TurnFailedData("code", "why", true)).Select(payload => TurnEventCodec.Encode(1, payload).Name)
            .Distinct().ShouldBe(
            [
                TurnEventNames.Started, TurnEventNames.Retrieval, TurnEventNames.Delta, TurnEventNames.ToolCall,
                TurnEventNames.ToolResult, TurnEventNames.Usage, TurnEventNames.Completed, TurnEventNames.Failed,
            ]);
    }

    [Fact]
    public void Encode_Delta_IsWhatTheSerializerWrites()
    {
        var random = new Random(7);
        for (var run = 0; run < 500; run++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(20)).Select(_ => (char)(run % 2 == 0 ? random.Next(0x80) : random.Next(0x10000)))]);
            TurnEventCodec.Encode(1, new DeltaData(text)).Data.ShouldBe(JsonSerializer.Serialize(new DeltaData(text), JsonDefaults.Options));
        }
    }

    [Fact]
    public void Encode_Data_IsOneLine() =>
        TurnEventCodec.Encode(1, new DeltaData("a\nb\r\u2028c")).Data.ShouldNotContain('\n');

    [Fact]
    public void Decode_UnknownName_Fails() =>
        Should.Throw<JsonException>(() => TurnEventCodec.Decode(new TurnEvent(1, "nonsense", "{}")));
}
