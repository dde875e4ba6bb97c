using Orleans.Embedded.Invocation;

namespace Orleans.Runtime;

/// <summary>Options of enumerations that grains return.</summary>
public static class AsyncEnumerableExtensions
{
    /// <summary>Bounds how many elements cross at a time; 100 by default. Must be called before enumerating.</summary>
    /// <remarks>On an enumerable that does not come from a grain it does nothing.</remarks>
    public static IAsyncEnumerable<T> WithBatchSize<T>(this IAsyncEnumerable<T> self, int maxBatchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatchSize, 1);
        if (self is IBatchedEnumerable batched)
        {
            batched.MaxBatchSize = maxBatchSize;
        }

        return self;
    }
}
