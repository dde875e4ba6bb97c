using Orleans.Concurrency;

namespace Orleans.Embedded.Tests.Conformance.Grains;

public interface IInterleavingGrain : IGrainWithStringKey
{
    /// <summary>Waits until <see cref="OpenAsync"/> was called.</summary>
    Task<int> WaitAsync();

    [ReadOnly]
    Task<int> WaitReadOnlyAsync();

    [ReadOnly]
    Task<int> CountReadersAsync();

    /// <summary>The same as <see cref="WaitAsync"/>, interleaving.</summary>
    [AlwaysInterleave]
    Task<int> WaitInterleavingAsync();

    [AlwaysInterleave]
    Task OpenAsync();

    [AlwaysInterleave]
    Task<int> CountWaitingAsync();

    Task<int> CountAsync();
}
