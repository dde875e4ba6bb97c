using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Orleans.Embedded.Tests.Conformance.Grains;

internal sealed class EnumerationGrain : Grain, IEnumerationGrain
{
    private readonly List<Channel<int>> _watchers = [];

    public async IAsyncEnumerable<int> CountToAsync(int last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 1; i <= last; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (i % 10 == 0)
            {
                await Task.Yield();
            }

            yield return i;
        }
    }

    public async IAsyncEnumerable<int> FailAfterAsync(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            yield return i;
        }

        await Task.Yield();
        throw new InvalidDataException("enough");
    }

    public async IAsyncEnumerable<int> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<int>();
        _watchers.Add(channel);
        try
        {
            await foreach (var value in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return value;
            }
        }
        finally
        {
            _watchers.Remove(channel);
        }
    }

    public Task AddAsync(int value)
    {
        foreach (var watcher in _watchers)
        {
            watcher.Writer.TryWrite(value);
        }

        return Task.CompletedTask;
    }

    public Task<int> CountWatchersAsync() => Task.FromResult(_watchers.Count);

    public Task DeactivateAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
