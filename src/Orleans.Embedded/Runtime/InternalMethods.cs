using Orleans.Embedded.Invocation;

namespace Orleans.Embedded.Runtime;

/// <summary>What the engine itself calls on grains.</summary>
internal sealed class InternalMethods(GrainRuntime runtime)
{
    public MethodBinding TimerTick { get; } = runtime.BindMethod(
        new GrainMethod(typeof(IGrainBase), "TimerTick", [], GrainMethodOptions.OneWay));

    public MethodBinding InterleavedTimerTick { get; } = runtime.BindMethod(
        new GrainMethod(typeof(IGrainBase), "TimerTick", [], GrainMethodOptions.OneWay | GrainMethodOptions.AlwaysInterleave));

    public MethodBinding ReceiveReminder { get; } = runtime.BindMethod(new GrainMethod(
        typeof(IRemindable), nameof(IRemindable.ReceiveReminder), [typeof(string), typeof(Orleans.Runtime.TickStatus)], GrainMethodOptions.None));

    public MethodBinding StreamEvent { get; } = runtime.BindMethod(
        new GrainMethod(typeof(IGrainBase), "StreamEvent", [], GrainMethodOptions.None));
}
