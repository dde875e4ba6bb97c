using System.Threading.Channels;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Storage;
using AgentGrid.Storage.Usage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Analytics;

/// <summary>
/// Writes the provider calls that belong to no turn into the ledger, in batches beside the calls themselves. While the store is
/// not available they wait. It closes when all else has stopped, since what is stopped ends its calls: these are written too.
/// </summary>
internal sealed partial class LedgerUsageSink(IUsageStore ledger, TimeProvider clock, ILogger<LedgerUsageSink> logger)
    : BackgroundService, IHostedLifecycleService, IUsageSink
{
    private const int MostInABatch = 500;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private readonly Channel<UsageRecord> _calls = Channel.CreateUnbounded<UsageRecord>(new() { SingleReader = true });

    // What is being written; who stops writing leaves it to the next.
    private readonly List<UsageRecord> _batch = [];

    public void Record(UsageRecord call) => _calls.Writer.TryWrite(call);

    // Not yet: whatever stops after this still ends its calls.
    public override Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        _calls.Writer.TryComplete();
        await base.StopAsync(cancellationToken);

        // Where the host has no more time, the batch may still be at the store.
        if (ExecuteTask is null or { IsCompleted: true })
        {
            await WriteWaitingAsync(cancellationToken);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _calls.Reader.WaitToReadAsync(stoppingToken))
        {
            await WriteWaitingAsync(stoppingToken);
        }
    }

    private async Task WriteWaitingAsync(CancellationToken cancellationToken)
    {
        while (Fill())
        {
            try
            {
                await ledger.AppendAsync(_batch, CancellationToken.None);
                _batch.Clear();
            }
            catch (StorageUnavailableException e)
            {
                // A row is written once whatever happened to the first attempt: its id decides.
                LogWaiting(logger, e, _batch.Count);
                await Task.Delay(RetryAfter, clock, cancellationToken);
            }
        }
    }

    /// <returns>Whether there is something to write.</returns>
    private bool Fill()
    {
        while (_batch.Count < MostInABatch && _calls.Reader.TryRead(out var call))
        {
            _batch.Add(call);
        }

        return _batch.Count > 0;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} usage rows wait for the store")]
    private static partial void LogWaiting(ILogger logger, Exception exception, int count);
}
