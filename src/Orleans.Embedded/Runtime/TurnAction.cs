namespace Orleans.Embedded.Runtime;

/// <summary>Something to run in a turn of an activation.</summary>
internal sealed class TurnAction(Action<object?> action, object? state)
{
    public void Run() => action(state);
}
