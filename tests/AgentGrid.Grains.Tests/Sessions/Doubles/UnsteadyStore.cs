using System.Reflection;
using AgentGrid.Storage;
using AgentGrid.Storage.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Grains.Tests.Sessions.Doubles;

/// <summary>The real store, except that it can be out of reach, and that its word on an end of a turn can be held up.</summary>
public class UnsteadyStore : DispatchProxy
{
    private ISessionStore _inner = null!;
    private (string TurnId, TaskCompletionSource Stored, Task Let)? _hold;

    /// <summary>Whether every call fails as it does while the database is gone.</summary>
    public bool Down { get; set; }

    /// <summary>A session of which every reading breaks as nobody foresaw.</summary>
    public string? Broken { get; set; }

    /// <summary>Puts it before the registered store.</summary>
    internal static void Use(IServiceCollection services)
    {
        var registered = services.Last(service => service.ServiceType == typeof(ISessionStore));
        services.Remove(registered);
        services.AddSingleton(provider =>
        {
            var store = Create<ISessionStore, UnsteadyStore>();
            ((UnsteadyStore)store)._inner = (ISessionStore)(registered.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!));
            return store;
        });
    }

    /// <summary>Lets the end of a turn be stored, but answers only when it is let.</summary>
    /// <returns>Completes when the end is stored.</returns>
    public Task HoldEnd(string turnId, Task let)
    {
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _hold = (turnId, stored, let);
        return stored.Task;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (Down)
        {
            throw new StorageUnavailableException("The database is gone.");
        }

        if (Broken is not null && args is [string id, ..] && id == Broken)
        {
            throw new InvalidOperationException("The row cannot be read.");
        }

#pragma warning disable CA2012 // The proxy hands it on to its one caller, who awaits it.
        return args is [EndedTurn turn, ..] && turn.TurnId == _hold?.TurnId ? EndAsync(turn) : targetMethod!.Invoke(_inner, args);
#pragma warning restore CA2012
    }

    private async ValueTask<Outcome<Done>> EndAsync(EndedTurn turn)
    {
        var ended = await _inner.EndTurnAsync(turn);
        _hold!.Value.Stored.SetResult();
        await _hold.Value.Let;
        return ended;
    }
}
