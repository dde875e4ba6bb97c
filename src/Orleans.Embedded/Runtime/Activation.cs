using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Embedded.Runtime;

/// <summary>
/// One grain in memory: its instance, its queue and its scheduler. At most one thread runs its turns at any time; whoever
/// sets <c>_busy</c> owns the next turns until the queue of ready work is empty.
/// </summary>
internal sealed partial class Activation : TaskScheduler, IGrainContext, IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private ActivationParts? _parts;
    private GrainReference? _reference;
    private ActivationStatus _status;

    public Activation(GrainKind kind, string key)
    {
        Kind = kind;
        Key = key;
        _lastUsed = kind.Runtime.Time.GetTimestamp();
    }

    public GrainKind Kind { get; }

    public string Key { get; }

    public GrainId GrainId => new(Kind.GrainType, IdSpan.Create(Key));

    public GrainReference GrainReference => _reference ??= Kind.MakeReference(this);

    public object? GrainInstance { get; private set; }

    public IServiceProvider ActivationServices
    {
        get
        {
            var parts = Parts;
            parts.Scope ??= Kind.Runtime.Services.CreateAsyncScope();
            return parts.Scope.Value.ServiceProvider;
        }
    }

    public Task Deactivated
    {
        get
        {
            lock (_gate)
            {
                return _status == ActivationStatus.Dead
                    ? Task.CompletedTask
                    : (Parts.Deactivated ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>The pool a stateless worker belongs to.</summary>
    public WorkerPool? Pool { get; init; }

    /// <summary>Made when first needed, in a turn or under the gate.</summary>
    public ActivationParts Parts => _parts ?? Interlocked.CompareExchange(ref _parts, new ActivationParts(), null) ?? _parts;

    public static IGrainContext RequireCurrent() => TurnThread.Current?.Activation
        ?? throw new InvalidOperationException("Grains are made by the engine, not by application code; use IGrainFactory.GetGrain.");

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override string ToString() => $"{GrainId} ({_status})";
}
