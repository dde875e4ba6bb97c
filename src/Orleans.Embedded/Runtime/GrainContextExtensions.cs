using Orleans.Runtime;

namespace Orleans.Embedded.Runtime;

internal static class GrainContextExtensions
{
    /// <summary>Where the engine's own services are found without opening the activation's scope.</summary>
    public static IServiceProvider SharedServices(this IGrainContext context) =>
        context is Activation activation ? activation.Kind.Runtime.Services : context.ActivationServices;
}
