using AgentGrid.Analytics;

namespace AgentGrid.Grains.Tests.Sessions.Doubles;

/// <summary>Provider calls as they are noted.</summary>
internal static class Calls
{
    public static UsageRecord Of(string id, string model = "model", UsageOutcome outcome = UsageOutcome.Cancelled) => new(
        id, "usr_1", "agt_1", 1, "ses_9", "trn_9", UsagePurposes.Answer, "mine", model, 1_000, 400, 0, 0, 0.5m, outcome == UsageOutcome.Cancelled,
        outcome, 12, TimeProvider.System.GetUtcNow());
}
