using System.Threading.Channels;

namespace AgentGrid.Benchmarks.Grains;

/// <summary>The bare alternative: an actor as a loop over a channel, without identity, life cycle, deadline or statistics.</summary>
internal sealed class ChannelActor
{
    private readonly Channel<(int Amount, TaskCompletionSource<int> Answer)> _messages =
        Channel.CreateUnbounded<(int, TaskCompletionSource<int>)>(new UnboundedChannelOptions { SingleReader = true });

    private int _value;

    public ChannelActor() => _ = Task.Run(LoopAsync);

    public ValueTask<int> AddAsync(int amount)
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _messages.Writer.TryWrite((amount, answer));
        return new(answer.Task);
    }

    public void Stop() => _messages.Writer.Complete();

    private async Task LoopAsync()
    {
        await foreach (var (amount, answer) in _messages.Reader.ReadAllAsync())
        {
            answer.SetResult(_value += amount);
        }
    }
}
