using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using AgentGrid.Server.Contracts.Admin;

namespace AgentGrid.Server.Hosting;

/// <summary>Measures the calls that this process makes to AgentGrid's grains, queueing and network included.</summary>
internal sealed class OrleansCallMeter : IOutgoingGrainCallFilter
{
    private readonly ConcurrentDictionary<MethodInfo, OrleansMethodMeter?> _meters = new();

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (_meters.GetOrAdd(context.InterfaceMethod, Make) is not { } meter)
        {
            await context.Invoke();
            return;
        }

        var started = Stopwatch.GetTimestamp();
        var failed = true;
        try
        {
            await context.Invoke();
            failed = false;
        }
        finally
        {
            meter.Observe(Stopwatch.GetTimestamp() - started, failed);
        }
    }

    /// <summary>The methods called so far, the most called first.</summary>
    public ImmutableArray<GridMethod> Read() =>
        [.. _meters.Values.OfType<OrleansMethodMeter>().Select(static meter => meter.Read()).OrderByDescending(static method => method.Calls)];

    // Orleans' own grains call each other all the time and would hide ours.
    private static OrleansMethodMeter? Make(MethodInfo method) =>
        method.DeclaringType?.FullName is { } grain && grain.StartsWith(nameof(AgentGrid), StringComparison.Ordinal)
            ? new OrleansMethodMeter(grain, method.Name)
            : null;
}
