using System.Collections.Concurrent;
using Orleans.Concurrency;

namespace Orleans.Embedded.Tests.Conformance.Grains;

[StatelessWorker(2)]
internal sealed class WorkerGrain : Grain, IWorkerGrain
{
    private static readonly ConcurrentDictionary<string, (int Count, TaskCompletionSource Met)> Meetings = new();

    private readonly Guid _activation = Guid.NewGuid();

    public async Task<Guid> WorkAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        return _activation;
    }

    public async Task MeetAsync()
    {
        var meeting = Meetings.AddOrUpdate(
            this.GetPrimaryKeyString(),
            static _ => (1, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)),
            static (_, m) => (m.Count + 1, m.Met));
        if (meeting.Count == 2)
        {
            meeting.Met.TrySetResult();
        }

        await meeting.Met.Task;
    }
}
