using AgentGrid.Analytics;

namespace AgentGrid.Core.Llm.Metering;

/// <summary>
/// Receives one record for every provider call, failed and cancelled ones too. A turn brings its own
/// <see cref="UsageCollector"/>, whose records are written with the turn; other calls go to the default sink.
/// Called on the path of the answer: must be quick, thread-safe, and must not throw.
/// </summary>
public interface IUsageSink
{
    /// <summary>A call has ended.</summary>
    void Record(UsageRecord call);

    /// <summary>
    /// A call has begun, or more is known of one that runs: what is to be booked if nothing more is heard of it. The record of the
    /// same id follows when it ends.
    /// </summary>
    void Note(UsageRecord call)
    {
    }
}
