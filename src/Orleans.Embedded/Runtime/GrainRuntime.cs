using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Embedded.Invocation;
using Orleans.Embedded.Manifest;
using Orleans.Runtime;

namespace Orleans.Embedded.Runtime;

/// <summary>The engine: the grain classes and interfaces it knows, and what all activations share.</summary>
internal sealed class GrainRuntime : IGrainRuntime, IDisposable
{
    private readonly ConcurrentDictionary<TimeSpan, ResponseDeadlines> _deadlines = new();
    private readonly ConcurrentDictionary<Type, InterfaceBinding> _interfaces = new();
    private readonly Dictionary<Type, GrainInterface> _knownInterfaces;
    private readonly Dictionary<GrainType, GrainKind> _kinds;
    private readonly Lazy<IIncomingGrainCallFilter[]> _filters;
    private readonly TimeSpan _responseTimeout;
    private volatile bool _stopping;
    private volatile bool _stopped;

    public GrainRuntime(
        IServiceProvider services,
        GrainManifest manifest,
        TimeProvider time,
        IOptions<SiloMessagingOptions> messaging,
        IOptions<GrainCollectionOptions> collection,
        ILogger<GrainRuntime> log)
    {
        Services = services;
        Time = time;
        IsSystemTime = time == TimeProvider.System;
        Collection = collection.Value;
        Log = log;
        _responseTimeout = messaging.Value.ResponseTimeout;
        _knownInterfaces = manifest.Interfaces.ToDictionary(i => i.Type);
        _kinds = [];
        foreach (var grainClass in manifest.Classes)
        {
            var kind = new GrainKind(this, grainClass);
            if (!_kinds.TryAdd(kind.GrainType, kind))
            {
                throw new OrleansConfigurationException(
                    $"{grainClass.Type} and {_kinds[kind.GrainType].Type} are both named '{kind.GrainType}'. Name one with [GrainType].");
            }
        }

        _filters = new(() => [.. services.GetServices<IIncomingGrainCallFilter>()]);
        Internal = new InternalMethods(this);
    }

    public IServiceProvider Services { get; }

    public TimeProvider Time { get; }

    /// <summary>Whether the clock's timestamps are those of Stopwatch, so that one reading serves both.</summary>
    public bool IsSystemTime { get; }

    public GrainCollectionOptions Collection { get; }

    public TimeSpan ResponseTimeout => _responseTimeout;

    public ILogger Log { get; }

    public IIncomingGrainCallFilter[] Filters => _filters.Value;

    public InternalMethods Internal { get; }

    public IEnumerable<GrainKind> Kinds => _kinds.Values;

    public int KindCount => _kinds.Count;

    public IEnumerable<InterfaceBinding> Interfaces => _interfaces.Values;

    public bool IsStopped => _stopped;

    public void DeactivateOnIdle(IGrainContext grainContext) => grainContext.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "The grain asked to be deactivated."));

    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) =>
        ((Activation)grainContext).DelayDeactivation(timeSpan);

    public MethodBinding BindMethod(GrainMethod method) => new(method, Deadlines(method.ResponseTimeout ?? _responseTimeout));

    public bool HasProxy(Type interfaceType) => _knownInterfaces.ContainsKey(interfaceType);

    public bool TryGetKind(GrainType type, [NotNullWhen(true)] out GrainKind? kind) => _kinds.TryGetValue(type, out kind);

    public InterfaceBinding Interface(Type type) => _interfaces.GetOrAdd(type, static (type, self) => self.BindInterface(type), this);

    public GrainProxy MakeReference(GrainKind kind, string key, Type interfaceType) => Interface(interfaceType).MakeReference(kind, key);

    /// <summary>Refuses calls when the engine does not run: from outside as soon as it stops, from grains when it has stopped.</summary>
    public void ThrowIfClosed()
    {
        if (_stopping && (_stopped || TurnThread.Current?.Activation is null))
        {
            throw new SiloUnavailableException();
        }
    }

    /// <summary>Deactivates every grain, waiting no longer than the token allows.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The process stops.");
        while (Kinds.SelectMany(k => k.Activations).ToArray() is { Length: > 0 } activations)
        {
            foreach (var activation in activations)
            {
                activation.Deactivate(reason, cancellationToken);
            }

            try
            {
                await Task.WhenAll(activations.Select(a => a.Deactivated)).WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Log.StoppedWithActivationsLeft(Kinds.Sum(k => k.Count));
                break;
            }
        }

        _stopped = true;
    }

    public void Dispose()
    {
        _stopping = _stopped = true;
        foreach (var deadlines in _deadlines.Values)
        {
            deadlines.Dispose();
        }
    }

    private ResponseDeadlines Deadlines(TimeSpan timeout) =>
        _deadlines.GetOrAdd(timeout, static (timeout, time) => new ResponseDeadlines(time, timeout), Time);

    private InterfaceBinding BindInterface(Type type) =>
        _knownInterfaces.TryGetValue(type, out var known)
            ? new InterfaceBinding(this, known, [.. _kinds.Values.Where(k => k.Type.IsAssignableTo(type))])
            : throw new ArgumentException(
                $"{type.FullName} is not a known grain interface. Its project must set UsesGrains so that a proxy is generated.");
}
