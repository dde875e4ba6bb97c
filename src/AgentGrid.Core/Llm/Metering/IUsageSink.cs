using AgentGrid.Analytics;

namespace AgentGrid.Core.Llm.Metering;

/// <summary>
/// Receives one record for every provider call, failed and cancelled ones too. A turn brings its own
/// <see cref="UsageCollector"/>, whose records are written with the turn; other calls go to the default sink.
/// Called on the path of the answer: must be quick, thread-safe, and must not throw.
/// </summary>
public interface IUsageSink
{
    void Record(UsageRecord call);
}
