using Orleans.Embedded.Enumeration;

namespace Orleans.Embedded.Invocation;

/// <summary>The request that begins an enumeration at the grain.</summary>
internal sealed class EnumerableStart<T>(EnumerableRequest<T> request) : TaskRequest<EnumerationSession<T>>(request.Ordinal)
{
    public override int GetArgumentCount() => request.GetArgumentCount();

    public override object? GetArgument(int index) => request.GetArgument(index);

    public override void SetArgument(int index, object value) => request.SetArgument(index, value);

    private protected override void Discard()
    {
        if (Result is { } session)
        {
            _ = session.DisposeAsync().AsTask();
        }
    }

    protected override Task<EnumerationSession<T>> Call(object grain) =>
        Task.FromResult(new EnumerationSession<T>(Target!, request, grain, Context));
}
