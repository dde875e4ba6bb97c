namespace Orleans.Embedded.Tests.Conformance.Grains;

public interface IEnumerationGrain : IGrainWithStringKey
{
    IAsyncEnumerable<int> CountToAsync(int last, CancellationToken cancellationToken);

    IAsyncEnumerable<int> FailAfterAsync(int count);

    /// <summary>Yields what <see cref="AddAsync"/> adds, until the caller stops.</summary>
    IAsyncEnumerable<int> WatchAsync(CancellationToken cancellationToken = default);

    Task AddAsync(int value);

    Task<int> CountWatchersAsync();

    Task DeactivateAsync();
}
