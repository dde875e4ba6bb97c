using System.Threading.Channels;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Sessions;

namespace AgentGrid.Grains.Sessions;

/// <summary>Lets a turn's pipeline run ahead of what stores its steps, within bounds. News of its provider calls come between them.</summary>
internal sealed class TurnSteps : IAsyncDisposable
{
    /// <summary>How far a model may run ahead of the store.</summary>
    private const int MostAhead = 512;

    private readonly CancellationTokenSource _stop;
    private readonly UsageCollector _usage;
    private readonly Channel<TurnStep> _steps = Channel.CreateBounded<TurnStep>(
        new BoundedChannelOptions(MostAhead) { SingleReader = true, AllowSynchronousContinuations = true });

    private readonly Task _running;

    public TurnSteps(ITurnPipeline pipeline, TurnInput input, CancellationToken stop)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _usage = input.Usage;
        _usage.Changed += OnCallsChanged;
        _running = RunAsync(pipeline.RunAsync(input, _stop.Token));
    }

    /// <summary>Ends after the last step; throws what the pipeline threw.</summary>
    public ChannelReader<TurnStep> Reader => _steps.Reader;

    /// <summary>Stops a pipeline that nobody reads any longer, and waits until it has let go of its provider.</summary>
    public async ValueTask DisposeAsync()
    {
        // Ends a writer that waits for room.
        _steps.Writer.TryComplete();
        await _stop.CancelAsync();
        await _running;
        _usage.Changed -= OnCallsChanged;
        _stop.Dispose();
    }

    // Where there is no room, what is there carries the news as well.
    private void OnCallsChanged() => _steps.Writer.TryWrite(CallsChanged.Step);

    private async Task RunAsync(IAsyncEnumerable<TurnStep> steps)
    {
        Exception? failure = null;
        try
        {
            await foreach (var step in steps)
            {
                if (!_steps.Writer.TryWrite(step))
                {
                    await _steps.Writer.WriteAsync(step, CancellationToken.None);
                }
            }
        }
        catch (Exception e)
        {
            // The reader's to deal with, as if it had asked for the steps itself.
            failure = e;
        }

        _steps.Writer.TryComplete(failure);
    }
}
