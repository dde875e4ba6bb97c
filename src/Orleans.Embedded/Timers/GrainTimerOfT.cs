using Orleans.Embedded.Runtime;
using Orleans.Runtime;

namespace Orleans.Embedded.Timers;

internal sealed class GrainTimer<TState>(
    Activation activation, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    : GrainTimer(activation, options)
{
    protected override Task CallAsync(CancellationToken cancellationToken) => callback(state, cancellationToken);
}
