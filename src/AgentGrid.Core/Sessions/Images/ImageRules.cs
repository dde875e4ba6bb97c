using AgentGrid.Agents;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Routing;

namespace AgentGrid.Core.Sessions.Images;

/// <summary>Whether an agent's models can read images.</summary>
public static class ImageRules
{
    /// <summary>
    /// A failure when models are ready and none of them reads images. Where only the offline provider can answer it does, and
    /// says that it sees nothing.
    /// </summary>
    public static Failure? Check(ProviderCatalog catalog, AgentConfig config)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(config);
        var ready = new List<ResolvedModel>();
        foreach (var name in config.FallbackModels.Prepend(config.Model))
        {
            if (catalog.Resolve(name).TryGet(out var model, out _) && model.Usable && model.Provider.Type != ProviderTypes.Offline)
            {
                ready.Add(model);
            }
        }

        return ready.Count == 0 || ready.Exists(ModelSenses.ReadsImages)
            ? null
            : Failure.Invalid(
                FailureCodes.ImagesNotSupported,
                $"This agent's models read no images: {string.Join(", ", ready.Select(model => model.Name))}. "
                + "Leave the attachments out, or give the agent a model or fallback model that reads images.");
    }
}
