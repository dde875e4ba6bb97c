namespace AgentGrid.Core.Llm.Routing;

/// <summary>Which models read images, as far as their names tell.</summary>
internal static class ModelSenses
{
    // Only models known to read text alone: one that is not listed is asked, and its provider's refusal passed on.
    private static readonly string[] TextOnly =
    [
        "gpt-3.5", "gpt-4-0613", "gpt-4-32k", "o1-mini", "o1-preview", "o3-mini", "gpt-oss", "deepseek-chat", "deepseek-reasoner",
        "deepseek-r1", "deepseek-v3", "mixtral", "codestral", "mistral-7b", "mistral-nemo", "command-r", "text-embedding",
    ];

    public static bool ReadsImages(ResolvedModel model) =>
        model.Provider.Type != ProviderTypes.Offline
        && model.Name.Model != "gpt-4"
        && !Array.Exists(TextOnly, name => model.Name.Model.Contains(name, StringComparison.OrdinalIgnoreCase));
}
