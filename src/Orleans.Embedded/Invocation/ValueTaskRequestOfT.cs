using System.Threading.Tasks.Sources;

namespace Orleans.Embedded.Invocation;

/// <summary>A call of a method that returns <see cref="ValueTask{T}"/>.</summary>
public abstract class ValueTaskRequest<T> : ValueTaskRequestBase<T>, IValueTaskSource<T>
{
    private ValueTask<T> _call;

    /// <summary>A call of the method with this number in its proxy.</summary>
    protected ValueTaskRequest(int ordinal)
        : base(ordinal)
    {
    }

    T IValueTaskSource<T>.GetResult(short token) => Take();

    /// <summary>Calls the method on the grain.</summary>
    protected abstract ValueTask<T> Call(object grain);

    internal override bool Start(object grain)
    {
        try
        {
            var call = Call(grain);
            if (!call.IsCompleted)
            {
                _call = call;
                call.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(OnCallCompleted);
                return false;
            }

            Result = call.GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            // Whatever a grain throws is its caller's.
            Error = error;
        }

        return true;
    }

    internal override async Task StartForFilters(object grain) => Result = await Call(grain);

    private protected override void CollectCall()
    {
        try
        {
            Result = _call.GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            Error = error;
        }
    }
}
