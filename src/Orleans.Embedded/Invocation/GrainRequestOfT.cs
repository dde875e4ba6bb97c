namespace Orleans.Embedded.Invocation;

/// <summary>A call with a result.</summary>
public abstract class GrainRequest<T> : GrainRequest
{
    private protected GrainRequest(int ordinal)
        : base(ordinal)
    {
    }

    internal T Result { get; set; } = default!;

    internal override object? BoxedResult
    {
        get => Result is Nothing ? null : Result;
        set => Result = value is null ? default! : (T)value;
    }
}
