namespace Orleans;

/// <summary>Code around every call of every grain, in the order of registration. Runs in the grain's turn.</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Calls <see cref="IGrainCallContext.Invoke"/> to go on, or does not, to refuse.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}
