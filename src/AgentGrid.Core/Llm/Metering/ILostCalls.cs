using AgentGrid.Analytics;

namespace AgentGrid.Core.Llm.Metering;

/// <summary>Accounts for calls that ran when their process ended: the provider was paid all the same.</summary>
public interface ILostCalls
{
    /// <summary>The record of a call that ran, from what was noted of it and what had come of its answer.</summary>
    /// <param name="noted">The last that was noted.</param>
    /// <param name="shown">The part of the answer that was kept.</param>
    UsageRecord Settle(UsageRecord noted, string shown);
}
