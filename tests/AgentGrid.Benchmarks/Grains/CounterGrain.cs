using System.Diagnostics;

namespace AgentGrid.Benchmarks.Grains;

internal sealed class CounterGrain : Grain, ICounterGrain
{
    private int _value;

    public ValueTask<int> AddAsync(int amount) => new(_value += amount);

    public async ValueTask<int> AddLaterAsync(int amount)
    {
        await Task.Yield();
        return _value += amount;
    }

    public async ValueTask<int> CallOtherAsync(string otherKey, int times)
    {
        var other = GrainFactory.GetGrain<ICounterGrain>(otherKey);
        var sum = 0;
        for (var i = 0; i < times; i++)
        {
            sum += await other.AddAsync(1);
        }

        return sum;
    }

    public Task<int> SpinAsync(int milliseconds)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started).TotalMilliseconds < milliseconds)
        {
            _value++;
        }

        return Task.FromResult(_value);
    }
}
