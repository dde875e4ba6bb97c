using AgentGrid.Sessions;

namespace AgentGrid.Core.Llm.Routing;

/// <summary>Decides which models a request may be tried on, in order. Pure.</summary>
internal static class RoutePlanner
{
    /// <summary>
    /// The models to try and those that need not be tried. Throws <see cref="LlmErrorCodes.UnknownModel"/> when no name
    /// means anything, <see cref="LlmErrorCodes.NoProvider"/> when none can be used and the offline provider is forbidden.
    /// </summary>
    public static (List<ResolvedModel> Candidates, List<RouteRejection> Rejections) Plan(
        ProviderCatalog catalog, string model, ModelRequest request)
    {
        var candidates = new List<ResolvedModel>();
        var rejections = new List<RouteRejection>();
        Failure? unknown = null;
        foreach (var name in request.FallbackModels.Prepend(model))
        {
            if (!catalog.Resolve(name).TryGet(out var resolved, out var failure))
            {
                unknown ??= failure;
                rejections.Add(new RouteRejection(name, failure.Code, failure.Detail));
            }
            else if (!resolved.Usable || (!resolved.Chosen && !request.AllowOffline))
            {
                rejections.Add(new RouteRejection(name, LlmErrorCodes.NoProvider, WhyUnusable(resolved)));
            }
            else if (request.HasImages && resolved.Provider.Type != ProviderTypes.Offline && !ModelSenses.ReadsImages(resolved))
            {
                rejections.Add(new RouteRejection(
                    name, LlmErrorCodes.ImagesNotSupported, $"The model '{resolved.Name}' reads no images."));
            }
            else if (!candidates.Exists(candidate => candidate.Name == resolved.Name))
            {
                candidates.Add(resolved);
            }
        }

        if (candidates.Count > 0)
        {
            return (candidates, rejections);
        }

        if (rejections.TrueForAll(rejection => rejection.Code == LlmErrorCodes.UnknownModel))
        {
            throw new LlmException(LlmErrorCodes.UnknownModel, unknown!.Detail);
        }

        if (rejections.Find(rejection => rejection.Code == LlmErrorCodes.ImagesNotSupported) is { } blind)
        {
            throw new LlmException(blind.Code, blind.Reason);
        }

        if (!request.AllowOffline)
        {
            throw new LlmException(
                LlmErrorCodes.NoProvider,
                $"No model provider is ready: {string.Join(" ", rejections.Select(rejection => rejection.Reason))}");
        }

        return ([catalog.Offline()], rejections);
    }

    private static string WhyUnusable(ResolvedModel model)
    {
        var provider = model.Provider;
        return provider.Type == ProviderTypes.Offline
                ? "No provider is configured, and this agent does not accept the offline provider."
            : !provider.Enabled ? $"The provider '{provider.Name}' is switched off."
            : provider.Type == ProviderTypes.OpenAiCompatible ? $"The provider '{provider.Name}' has no base URL."
            : $"The provider '{provider.Name}' has no key; set {ProviderEnvironment.VariableOf(provider.Type)} or "
                + $"AgentGrid:Llm:Providers:{provider.Name}:ApiKey.";
    }
}
