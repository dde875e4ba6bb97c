using Orleans.Concurrency;

namespace Orleans.Embedded.Tests.Conformance.Grains;

public interface ICallGrain : IGrainWithStringKey
{
    Task<string> GetKeyAsync();

    ValueTask<int> AddAsync(int amount);

    ValueTask<int> AddLaterAsync(int amount);

    Task SetAsync(int value);

    ValueTask TouchAsync();

    Task ThrowAsync(string message);

    ValueTask<int> ThrowLaterAsync(string message);

    Task<bool> ResumesOnSchedulerAsync();

    [OneWay]
    Task ForgetAsync(int amount);

    Task<int> WaitForCancellationAsync(CancellationToken cancellationToken);

    Task<string> CallOtherAsync(string otherKey);
}
