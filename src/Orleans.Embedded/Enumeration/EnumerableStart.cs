using Orleans.Embedded.Enumeration;
using Orleans.Embedded.Runtime;

namespace Orleans.Embedded.Invocation;

/// <summary>The request that begins an enumeration at the grain.</summary>
internal sealed class EnumerableStart<T>(EnumerableRequest<T> request) : TaskRequest<EnumerationSession<T>>(request.Ordinal)
{
    public override int GetArgumentCount() => request.GetArgumentCount();

    public override object? GetArgument(int index) => request.GetArgument(index);

    public override void SetArgument(int index, object value) => request.SetArgument(index, value);

    protected override Task<EnumerationSession<T>> Call(object grain) =>
        Task.FromResult(new EnumerationSession<T>((Activation)Target!, request, grain, Context));
}
