using System.Threading.Tasks.Sources;

namespace Orleans.Embedded.Invocation;

/// <summary>A call of a method that returns <see cref="ValueTask"/>.</summary>
public abstract class ValueTaskRequest : ValueTaskRequestBase<Nothing>, IValueTaskSource
{
    private ValueTask _call;

    /// <summary>A call of the method with this number in its proxy.</summary>
    protected ValueTaskRequest(int ordinal)
        : base(ordinal)
    {
    }

    void IValueTaskSource.GetResult(short token) => Take();

    /// <summary>Calls the method on the grain.</summary>
    protected abstract ValueTask Call(object grain);

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

            call.GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            // Whatever a grain throws is its caller's.
            Error = error;
        }

        return true;
    }

    internal override Task StartForFilters(object grain) => Call(grain).AsTask();

    private protected override void CollectCall()
    {
        try
        {
            _call.GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            Error = error;
        }
    }
}
