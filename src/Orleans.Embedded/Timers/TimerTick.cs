using Orleans.Embedded.Invocation;
using Orleans.Embedded.Runtime;

namespace Orleans.Embedded.Timers;

/// <summary>A tick on its way through the activation's queue: a turn like a request.</summary>
internal sealed class TimerTick(GrainTimer timer) : TaskRequest(0)
{
    internal override bool IsFiltered => false;

    internal override bool IsBoundToActivation => true;

    internal override bool IsUse => timer.KeepsAlive;

    public override int GetArgumentCount() => 0;

    public static void Send(GrainTimer timer, Activation activation, bool interleave)
    {
        var methods = activation.Kind.Runtime.Internal;
        var tick = new TimerTick(timer) { IsQueued = true };
        tick.Bind(interleave ? methods.InterleavedTimerTick : methods.TimerTick);
        activation.Deliver(tick);
    }

    protected override Task Call(object grain) => timer.RunAsync();
}
