using AgentGrid.Analytics;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Core.Llm.Metering;

/// <summary>Stands in where no ledger is registered: usage is only logged.</summary>
internal sealed partial class UnstoredUsageSink(ILogger<UnstoredUsageSink> logger) : IUsageSink
{
    public void Record(UsageRecord call) =>
        LogUnstored(call.Purpose, call.Provider, call.Model, call.InputTokens, call.OutputTokens, call.CostUsd);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Information,
        Message = "Usage outside a turn, no ledger: {Purpose} {Provider}/{Model} in {InputTokens} out {OutputTokens} cost {CostUsd}")]
    private partial void LogUnstored(
        string purpose, string provider, string model, long inputTokens, long outputTokens, decimal? costUsd);
}
