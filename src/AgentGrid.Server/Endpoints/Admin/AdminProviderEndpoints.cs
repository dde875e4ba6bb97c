using AgentGrid.Core.Llm.Resilience;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Contracts.Admin;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Providers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.Admin;

/// <summary>Model providers: <c>/api/admin/providers</c>.</summary>
internal static class AdminProviderEndpoints
{
    public static void MapAdminProviders(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/providers", List).WithName("ListProviders").WithSummary("Every provider, its health, and whether it has a key");
        admin.MapGet("/providers/{provider}", Get).WithName("GetProvider").WithSummary("One provider");
        admin.MapPut("/providers/{provider}", SaveAsync).WithName("SaveProvider")
            .WithSummary("Set a provider; the key is write-only, and kept when absent as long as type and address stay");
        admin.MapDelete("/providers/{provider}", RemoveAsync).WithName("RemoveProvider")
            .WithSummary("Forget what was set; a configured provider of that name shows again. 409 while an alias needs it");
        admin.MapPost("/providers/{provider}/test", TestAsync).WithName("TestProvider")
            .WithSummary("Ask the provider for one word, to see whether address, key and model work");
    }

    private static Ok<Page<ProviderView>> List(IProviderRegistry registry, IProviderMonitor monitor) => TypedResults.Ok(
        new Page<ProviderView>([.. registry.Current.Providers.Select(provider => ProviderView.Of(provider, monitor.HealthOf(provider.Name)))]));

    private static Results<Ok<ProviderView>, FailureResult> Get(string provider, IProviderRegistry registry, IProviderMonitor monitor) =>
        registry.Current.Find(provider) is { } found
            ? TypedResults.Ok(ProviderView.Of(found, monitor.HealthOf(found.Name)))
            : new FailureResult(ProviderAdmin.NotFound);

    private static async Task<Results<Ok<ProviderView>, FailureResult>> SaveAsync(
        string provider, ProviderRequest request, CurrentCaller caller, ProviderAdmin providers, IProviderMonitor monitor,
        CancellationToken cancellationToken) =>
        (await providers.SaveAsync(provider, request, caller.UserId, cancellationToken)).TryGet(out var definition, out var failure)
            ? TypedResults.Ok(ProviderView.Of(definition, monitor.HealthOf(provider)))
            : new FailureResult(failure);

    private static async Task<Results<NoContent, FailureResult>> RemoveAsync(
        string provider, CurrentCaller caller, ProviderAdmin providers, CancellationToken cancellationToken) =>
        await providers.RemoveAsync(provider, caller.UserId, cancellationToken) is { } failure
            ? new FailureResult(failure)
            : TypedResults.NoContent();

    private static async Task<Results<Ok<ProviderTestResult>, FailureResult>> TestAsync(
        string provider, ProviderTestRequest? request, CurrentCaller caller, IProviderRegistry registry, ProviderTrial trial,
        CancellationToken cancellationToken) =>
        registry.Current.Find(provider) is { } found
            ? (await trial.RunAsync(found, request?.Model, caller.UserId, cancellationToken)).ToOk()
            : new FailureResult(ProviderAdmin.NotFound);
}
