using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Concurrency;
using Orleans.Embedded.Invocation;
using Orleans.Embedded.Manifest;
using Orleans.Runtime;

namespace Orleans.Embedded.Runtime;

/// <summary>A grain class within one engine: its options and its activations.</summary>
internal sealed class GrainKind
{
    private readonly GrainClass _class;
    private readonly ConcurrentDictionary<string, Activation> _activations = new();
    private readonly ConcurrentDictionary<string, WorkerPool> _pools = new();
    private readonly ConcurrentDictionary<GrainMethod, MethodInfo> _implementations = new();
    private long _count;

    public GrainKind(GrainRuntime runtime, GrainClass grainClass)
    {
        Runtime = runtime;
        _class = grainClass;
        GrainType = NameOf(grainClass.Type);
        IsReentrant = grainClass.Type.IsDefined(typeof(ReentrantAttribute), true);
        if (grainClass.Type.GetCustomAttribute<StatelessWorkerAttribute>() is { } worker)
        {
            MaxWorkers = worker.MaxLocalWorkers > 0 ? worker.MaxLocalWorkers : Environment.ProcessorCount;
        }

        StreamNamespaces = [.. grainClass.Type.GetCustomAttributes<ImplicitStreamSubscriptionAttribute>().Select(a => a.StreamNamespace)];
        OverridesActivate = Overrides(grainClass.Type, nameof(IGrainBase.OnActivateAsync));
        OverridesDeactivate = Overrides(grainClass.Type, nameof(IGrainBase.OnDeactivateAsync));
        var age = runtime.Collection.ClassSpecificCollectionAge.TryGetValue(grainClass.Type.FullName!, out var specific)
            ? specific
            : runtime.Collection.CollectionAge;
        CollectionAge = (long)(age.TotalSeconds * runtime.Time.TimestampFrequency);
    }

    public GrainRuntime Runtime { get; }

    public Type Type => _class.Type;

    public GrainType GrainType { get; }

    public bool IsReentrant { get; }

    /// <summary>How many activations a key may have; 0 when this is not a stateless worker.</summary>
    public int MaxWorkers { get; }

    public string[] StreamNamespaces { get; }

    public bool OverridesActivate { get; }

    public bool OverridesDeactivate { get; }

    public long CollectionAge { get; }

    public long Count => Volatile.Read(ref _count);

    public IEnumerable<Activation> Activations => MaxWorkers == 0
        ? _activations.Select(static pair => pair.Value)
        : _pools.SelectMany(static pair => pair.Value.Activations);

    /// <summary>The name of a grain class in identities.</summary>
    public static GrainType NameOf(Type type)
    {
        if (type.GetCustomAttribute<GrainTypeAttribute>() is { } named)
        {
            return named.GetGrainType(null!, type);
        }

        const string suffix = "grain";
        var name = type.Name.ToLowerInvariant();
        return GrainType.Create(
            name.EndsWith(suffix, StringComparison.Ordinal) && name.Length > suffix.Length ? name[..^suffix.Length] : name);
    }

    public object Create(Activation activation) => _class.Factory(activation);

    /// <summary>Queues a request at the activation of this key, made now if need be. Returns it, so that a reference can keep it.</summary>
    public Activation? Deliver(string key, GrainRequest request)
    {
        if (MaxWorkers > 0)
        {
            while (!_pools.GetOrAdd(key, static (key, kind) => new WorkerPool(kind, key), this).Deliver(request))
            {
                // The pool emptied and left the directory meanwhile; the next look finds or makes another.
            }

            return null;
        }

        while (true)
        {
            if (!_activations.TryGetValue(key, out var activation))
            {
                activation = new Activation(this, key);
                if (!_activations.TryAdd(key, activation))
                {
                    continue;
                }

                Interlocked.Increment(ref _count);
            }

            if (activation.Deliver(request))
            {
                return activation;
            }

            Remove(activation);
        }
    }

    /// <summary>Sends a request that waited at an activation that is gone to the next one.</summary>
    public void Redeliver(string key, GrainRequest request)
    {
        if (request.WasAbandoned)
        {
            return;
        }

        if (Runtime.IsStopped)
        {
            request.Reject(new SiloUnavailableException());
            return;
        }

        Deliver(key, request);
    }

    public void Added() => Interlocked.Increment(ref _count);

    public void Remove(Activation activation)
    {
        var removed = activation.Pool is { } pool
            ? pool.Remove(activation)
            : _activations.TryRemove(KeyValuePair.Create(activation.Key, activation));
        if (removed)
        {
            Interlocked.Decrement(ref _count);
        }
    }

    public void Remove(WorkerPool pool) => _pools.TryRemove(KeyValuePair.Create(pool.Key, pool));

    public GrainReference MakeReference(Activation activation) =>
        Runtime.MakeReference(this, activation.Key, _class.Type.GetInterfaces().FirstOrDefault(Runtime.HasProxy) ?? typeof(IGrain));

    /// <summary>The method of the class that implements a method of an interface.</summary>
    public MethodInfo ImplementationOf(GrainMethod method) => _implementations.GetOrAdd(method, static (method, type) =>
    {
        var map = type.GetInterfaceMap(method.InterfaceType);
        return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, method.Info)];
    }, _class.Type);

    private static bool Overrides(Type type, string method)
    {
        var map = type.GetInterfaceMap(typeof(IGrainBase));
        var index = Array.FindIndex(map.InterfaceMethods, m => m.Name == method);
        var declaring = map.TargetMethods[index].DeclaringType;
        return declaring != typeof(Grain) && declaring != typeof(IGrainBase);
    }
}
