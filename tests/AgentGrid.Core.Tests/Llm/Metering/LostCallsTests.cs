using AgentGrid.Analytics;
using AgentGrid.Core.Llm.Metering;

namespace AgentGrid.Core.Tests.Llm.Metering;

public sealed class LostCallsTests
{
    private static readonly UsageRecord Noted = new(
        "use_1", "usr", "agt", 1, "ses", "trn", UsagePurposes.Answer, "p", "m", 1_000, 400, 0, 0, 0.0009m, true, UsageOutcome.Cancelled, 1,
        TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Settle_TextThatWasKept_IsAddedAtThePriceOfOutput()
    {
        await using var host = Host();
        var settled = host.Get<ILostCalls>().Settle(Noted, "Seven words of an answer were kept");

        settled.OutputTokens.ShouldBeInRange(7, 9);
        settled.CostUsd.ShouldBe(0.0009m + (settled.OutputTokens * 10m / 1_000_000m));
        (settled with { OutputTokens = 0, CostUsd = 0.0009m }).ShouldBe(Noted);
    }

    [Fact]
    public async Task Settle_OutputThatWasNoted_IsKeptAndReasoningComesOnTop()
    {
        await using var host = Host();
        var lost = host.Get<ILostCalls>();

        lost.Settle(Noted with { OutputTokens = 500 }, "few words").OutputTokens.ShouldBe(500);
        lost.Settle(Noted with { OutputTokens = 300, ReasoningTokens = 300 }, "few words").OutputTokens.ShouldBeInRange(302, 303);
        lost.Settle(Noted with { Provider = "gone", CostUsd = null }, "few words").CostUsd.ShouldBeNull();
    }

    private static LlmHost Host() => new(new Dictionary<string, string>
    {
        ["Providers:p:Type"] = "openai-compatible",
        ["Providers:p:BaseUrl"] = "http://127.0.0.1:9/v1",
        ["Prices:p/m:Input"] = "1",
        ["Prices:p/m:Output"] = "10",
    });
}
