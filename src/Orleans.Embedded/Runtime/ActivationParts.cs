using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Enumeration;
using Orleans.Embedded.Storage;
using Orleans.Embedded.Timers;

namespace Orleans.Embedded.Runtime;

/// <summary>What only some activations have; kept apart so that the others stay small.</summary>
internal sealed class ActivationParts
{
    private readonly Lock _gate = new();
    private HashSet<GrainTimer>? _timers;

    public AsyncServiceScope? Scope { get; set; }

    public List<PersistentStateBase>? States { get; set; }

    public HashSet<EnumerationSession>? Enumerations { get; set; }

    public Dictionary<object, object>? Components { get; set; }

    public TaskCompletionSource? Deactivated { get; set; }

    public DeactivationReason Reason { get; set; }

    public long KeepUntil { get; set; } = long.MinValue;

    // Timers may be disposed from any thread.
    public GrainTimer[] Timers
    {
        get
        {
            lock (_gate)
            {
                return [.. _timers ?? []];
            }
        }
    }

    public void Add(GrainTimer timer)
    {
        lock (_gate)
        {
            (_timers ??= []).Add(timer);
        }
    }

    public void Remove(GrainTimer timer)
    {
        lock (_gate)
        {
            _timers?.Remove(timer);
        }
    }
}
