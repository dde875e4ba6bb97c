namespace AgentGrid.Benchmarks.Grains;

/// <summary>The grain that is called.</summary>
public interface ICounterGrain : IGrainWithStringKey
{
    /// <summary>Adds, and is done at once.</summary>
    ValueTask<int> AddAsync(int amount);

    /// <summary>Adds, but leaves its turn first.</summary>
    ValueTask<int> AddLaterAsync(int amount);

    /// <summary>Calls another grain that many times.</summary>
    ValueTask<int> CallOtherAsync(string otherKey, int times);

    /// <summary>Keeps a processor busy for about this many milliseconds.</summary>
    Task<int> SpinAsync(int milliseconds);
}
