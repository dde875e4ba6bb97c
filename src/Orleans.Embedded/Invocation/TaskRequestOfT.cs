namespace Orleans.Embedded.Invocation;

/// <summary>A call of a method that returns <see cref="Task{T}"/>.</summary>
public abstract class TaskRequest<T> : TaskRequestBase<T>
{
    private Task<T>? _call;

    /// <summary>A call of the method with this number in its proxy.</summary>
    protected TaskRequest(int ordinal)
        : base(ordinal)
    {
    }

    /// <summary>Calls the method on the grain.</summary>
    protected abstract Task<T> Call(object grain);

    internal override bool Start(object grain)
    {
        try
        {
            _call = Call(grain);
            if (!_call.IsCompleted)
            {
                _call.ConfigureAwait(ConfigureAwaitOptions.None).GetAwaiter().UnsafeOnCompleted(OnCallCompleted);
                return false;
            }

            Result = _call.GetAwaiter().GetResult();
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
            Result = _call!.GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            Error = error;
        }
    }
}
