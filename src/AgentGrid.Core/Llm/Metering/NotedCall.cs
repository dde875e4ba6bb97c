using AgentGrid.Analytics;

namespace AgentGrid.Core.Llm.Metering;

/// <summary>What is known of a provider call while its turn runs.</summary>
/// <param name="Record">Its ledger record; of a call that runs, what is to be booked if nothing more is heard of it.</param>
/// <param name="Running">Whether it had not ended.</param>
public sealed record NotedCall(UsageRecord Record, bool Running);
