namespace AgentGrid.Core.Sessions;

/// <summary>What came of summarising history.</summary>
/// <param name="Summary">A summary of all that was read of it; null when nothing was.</param>
/// <param name="IsDigest">Whether the model gave none for a part, of which only the beginnings were kept.</param>
/// <param name="Refused">Estimated tokens of a prompt that was longer than the model can read; null when none was.</param>
internal sealed record SummaryAttempt(HistorySummary? Summary, bool IsDigest = false, int? Refused = null);
