namespace Orleans.Embedded.Runtime;

/// <inheritdoc/>
internal sealed class TurnAction(Action<object?> action, object? state) : ITurnWork
{
    public void Run() => action(state);
}
