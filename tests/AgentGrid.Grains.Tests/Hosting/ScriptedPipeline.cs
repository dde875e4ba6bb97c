using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AgentGrid.Core.Sessions;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;

namespace AgentGrid.Grains.Tests.Hosting;

/// <summary>Answers with what a test feeds it, so that a test decides when a turn goes on. Unfed turns answer at once.</summary>
internal sealed class ScriptedPipeline : ITurnPipeline
{
    private readonly ConcurrentDictionary<string, Channel<string>> _scripts = new();

    public ConcurrentQueue<TurnInput> Inputs { get; } = new();

    /// <summary>The turns that are run no longer, however they ended.</summary>
    public ConcurrentQueue<string> Ended { get; } = new();

    /// <summary>The answer of a turn, to be written piece by piece and completed by the test.</summary>
    public ChannelWriter<string> Script(string turnId) =>
        _scripts.GetOrAdd(turnId, static _ => Channel.CreateUnbounded<string>()).Writer;

    public async IAsyncEnumerable<TurnStep> RunAsync(TurnInput input, [EnumeratorCancellation] CancellationToken stop)
    {
        Inputs.Enqueue(input);
        try
        {
            await foreach (var step in AnswerAsync(input, stop))
            {
                yield return step;
            }
        }
        finally
        {
            Ended.Enqueue(input.TurnId);
        }
    }

    private async IAsyncEnumerable<TurnStep> AnswerAsync(TurnInput input, [EnumeratorCancellation] CancellationToken stop)
    {
        var text = "";
        var stopped = false;
        if (_scripts.TryGetValue(input.TurnId, out var script))
        {
            while (await MoreAsync(script.Reader, stop))
            {
                while (script.Reader.TryRead(out var piece))
                {
                    text += piece;
                    yield return new TurnStep(new DeltaData(piece));
                }
            }

            stopped = stop.IsCancellationRequested;
        }
        else
        {
            text = "Answer.";
            yield return new TurnStep(new DeltaData(text));
        }

        var reason = stopped ? FinishReasons.Cancelled : FinishReasons.Stop;
        var result = new TurnResult
        {
            Text = text,
            Status = stopped ? MessageStatus.Cancelled : MessageStatus.Complete,
            FinishReason = reason,
            Model = "test/scripted",
            Rejections = [new RouteRejection("test/first", "provider_timeout", "Nothing came.")],
            TtftMs = 1,
            TotalMs = 2,
        };
        yield return new TurnStep(new TurnCompletedData(input.MessageId, reason, 1, 2), result);
    }

    private static async Task<bool> MoreAsync(ChannelReader<string> reader, CancellationToken stop)
    {
        try
        {
            return await reader.WaitToReadAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
