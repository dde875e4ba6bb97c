namespace Orleans.Embedded.Tests.Conformance.Grains;

public interface ITimerGrain : IGrainWithStringKey
{
    Task StartAsync(TimeSpan dueTime, TimeSpan period, bool failing);

    Task StopAsync();

    Task<int> CountTicksAsync();

    /// <summary>Holds the grain until its timer has had time to become due, and tells how often it ticked meanwhile.</summary>
    Task<int> TicksWhileBusyAsync(TimeSpan busy);

    Task<bool> TickedOnSchedulerAsync();
}
