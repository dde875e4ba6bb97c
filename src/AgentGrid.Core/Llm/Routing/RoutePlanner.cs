using AgentGrid.Sessions;

namespace AgentGrid.Core.Llm.Routing;

/// <summary>Decides which models a request may be tried on, in order. Pure.</summary>
internal static class RoutePlanner
{
    /// <summary>
    /// The models to try and those that need not be tried. Where a name means no more than the offline provider, that one
    /// comes last: a fallback that an agent names is better. Throws <see cref="LlmErrorCodes.UnknownModel"/> when no name
    /// means anything, <see cref="LlmErrorCodes.NoProvider"/> when none can be used and the offline provider is forbidden.
    /// </summary>
    public static (List<ResolvedModel> Candidates, List<RouteRejection> Rejections) Plan(
        ProviderCatalog catalog, string model, ModelRequest request)
    {
        var candidates = new List<ResolvedModel>();
        var rejections = new List<RouteRejection>();
        Failure? unknown = null;
        var offline = false;
        var retryable = false;
        foreach (var name in request.FallbackModels.Prepend(model))
        {
            if (!catalog.Resolve(name).TryGet(out var resolved, out var failure))
            {
                unknown ??= failure;
                rejections.Add(new RouteRejection(name, failure.Code, failure.Detail));
            }
            else if (!resolved.Chosen)
            {
                foreach (var why in offline ? [] : catalog.WhyNoModels())
                {
                    retryable |= why.Retryable;
                    rejections.Add(new RouteRejection(name, why.Code, why.Detail));
                }

                offline = true;
            }
            else if (!resolved.Usable)
            {
                rejections.Add(new RouteRejection(name, LlmErrorCodes.NoProvider, WhyUnusable(resolved)));
            }
            else if (request.HasImages && resolved.Provider.Type != ProviderTypes.Offline && !ModelSenses.ReadsImages(resolved))
            {
                rejections.Add(new RouteRejection(
                    name, LlmErrorCodes.ImagesNotSupported, $"The model '{resolved.Name}' reads no images."));
            }
            else if (request.Rejected.FirstOrDefault(before => before.Model == resolved.Name.ToString()) is { } rejected)
            {
                rejections.Add(rejected);
            }
            else if (!candidates.Exists(candidate => candidate.Name == resolved.Name))
            {
                candidates.Add(resolved);
            }
        }

        if (offline && request.AllowOffline)
        {
            candidates.Add(catalog.Offline());
        }

        if (candidates.Count > 0)
        {
            return (candidates, rejections);
        }

        if (unknown is not null && rejections.TrueForAll(rejection => rejection.Code == LlmErrorCodes.UnknownModel))
        {
            throw new LlmException(LlmErrorCodes.UnknownModel, unknown.Detail);
        }

        if (rejections.Find(rejection => rejection.Code == LlmErrorCodes.ImagesNotSupported) is { } blind)
        {
            throw new LlmException(blind.Code, blind.Reason);
        }

        if (!request.AllowOffline)
        {
            throw new LlmException(
                LlmErrorCodes.NoProvider,
                rejections.Count == 0
                    ? "No provider is configured, and this agent does not accept the offline provider."
                    : $"No model provider is ready: {string.Join(" ", rejections.Select(rejection => rejection.Reason))}",
                retryable);
        }

        return ([catalog.Offline()], rejections);
    }

    private static string WhyUnusable(ResolvedModel model)
    {
        var provider = model.Provider;
        return !provider.Enabled ? $"The provider '{provider.Name}' is switched off."
            : provider.Type == ProviderTypes.OpenAiCompatible ? $"The provider '{provider.Name}' has no base URL."
            : $"The provider '{provider.Name}' has no key; set {ProviderEnvironment.VariableOf(provider.Type)} or "
                + $"AgentGrid:Llm:Providers:{provider.Name}:ApiKey.";
    }
}
