using System.Collections.Concurrent;

namespace Orleans.Embedded.Tests.Conformance.Grains;

internal sealed class LifecycleGrain : Grain, ILifecycleGrain
{
    private readonly Guid _activation = Guid.NewGuid();
    private bool _activated;

    /// <summary>Why each activation that has gone went, by its identity.</summary>
    public static ConcurrentDictionary<Guid, DeactivationReasonCode> Gone { get; } = new();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (this.GetPrimaryKeyString().Contains("failing", StringComparison.Ordinal))
        {
            throw new InvalidDataException("cannot activate");
        }

        _activated = true;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Gone[_activation] = reason.ReasonCode;
    }

    public Task<Guid> GetActivationAsync() => _activated ? Task.FromResult(_activation) : throw new InvalidOperationException("not activated");

    public Task DeactivateAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<bool> DelayAsync(TimeSpan delay)
    {
        DelayDeactivation(delay);
        return Task.FromResult(true);
    }

    public Task SleepAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System);
}
