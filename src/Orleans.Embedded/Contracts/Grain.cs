using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Runtime;
using Orleans.Runtime;

namespace Orleans;

/// <summary>
/// Base of grain classes. One instance lives per activation; its code runs one turn at a time on the activation's
/// scheduler, on which every await resumes (so never leave it with <c>ConfigureAwait(false)</c>).
/// </summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>Takes the activation that is being made.</summary>
    /// <exception cref="InvalidOperationException">The instance is made by other code than the engine.</exception>
    protected Grain()
        : this(Activation.RequireCurrent())
    {
    }

    /// <summary>Takes an activation explicitly, as tests do.</summary>
    protected Grain(IGrainContext grainContext)
    {
        ArgumentNullException.ThrowIfNull(grainContext);
        GrainContext = grainContext;
    }

    /// <summary>The activation this instance lives in.</summary>
    public IGrainContext GrainContext { get; }

    /// <summary>A reference to this grain.</summary>
    public GrainReference GrainReference => GrainContext.GrainReference;

    /// <summary>The identity as text: <c>type/key</c>.</summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <summary>Makes references to other grains.</summary>
    protected IGrainFactory GrainFactory => GrainContext.SharedServices().GetRequiredService<IGrainFactory>();

    /// <summary>The services of this activation: a scope that ends with it.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    /// <summary>Called once before the first request. Throwing fails the activation and every call waiting for it.</summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called once after the last request.</summary>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Deactivates when the requests running now are done; the next call makes a new activation.</summary>
    protected void DeactivateOnIdle() => GrainContext.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "The grain asked to be deactivated."));

    /// <summary>Keeps the activation for at least this long, idle or not. A negative time takes an earlier delay back.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) =>
        GrainContext.SharedServices().GetRequiredService<IGrainRuntime>().DelayDeactivation(GrainContext, timeSpan);
}
