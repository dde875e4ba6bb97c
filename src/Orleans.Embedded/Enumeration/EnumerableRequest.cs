using Orleans.Embedded.Enumeration;

namespace Orleans.Embedded.Invocation;

/// <summary>A call of a method that returns <see cref="IAsyncEnumerable{T}"/>. The call is made by each enumeration.</summary>
public abstract class EnumerableRequest<T>(int ordinal) : IAsyncEnumerable<T>, IBatchedEnumerable
{
    private int _maxBatchSize = 100;

    /// <summary>The token given as the method's argument.</summary>
    public CancellationToken CallerToken { get; init; }

    internal int Ordinal { get; } = ordinal;

    internal GrainProxy Proxy { get; set; } = null!;

    int IBatchedEnumerable.MaxBatchSize
    {
        get => _maxBatchSize;
        set => _maxBatchSize = value;
    }

    /// <inheritdoc/>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new GrainEnumerator<T>(this, _maxBatchSize, CallerToken, cancellationToken);

    /// <summary>Calls the method on the grain.</summary>
    protected abstract IAsyncEnumerable<T> Call(object grain, CancellationToken cancellationToken);

    internal IAsyncEnumerable<T> Begin(object grain, CancellationToken cancellationToken) => Call(grain, cancellationToken);

    /// <summary>How many arguments there are, the token not counted.</summary>
    public abstract int GetArgumentCount();

    /// <summary>The argument at this position.</summary>
    public virtual object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Replaces the argument at this position.</summary>
    public virtual void SetArgument(int index, object value) => throw new ArgumentOutOfRangeException(nameof(index));
}
