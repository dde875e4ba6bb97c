using AgentGrid.Core.Llm.Routing;

namespace AgentGrid.Core.Sessions;

/// <summary>How many tokens a model reads at once, as far as its name tells.</summary>
internal static class ModelWindows
{
    /// <summary>What every current hosted model reads; a smaller local model answers with a context error, which is handled.</summary>
    private const int Unknown = 32_000;

    public static int ContextOf(ResolvedModel model) => ContextOf(model.Name.Model);

    public static int ContextOf(string model) =>
        Has(model, "gpt-4.1") ? 1_000_000
        : Has(model, "gpt-6") || Has(model, "gpt-5.4") || Has(model, "gpt-5.5") || Has(model, "gpt-5.6") ? 922_000
        : Has(model, "gpt-5") ? 272_000
        : Has(model, "gpt-4o") || Has(model, "gpt-4-turbo") ? 128_000
        : Has(model, "gpt-4") ? 8_000
        : Has(model, "gpt-3.5") ? 16_000
        : model.StartsWith("o1", StringComparison.Ordinal) || model.StartsWith("o3", StringComparison.Ordinal)
            || model.StartsWith("o4", StringComparison.Ordinal) ? 200_000
        : Has(model, "claude") ? 200_000
        : Has(model, "gemini") ? 1_000_000
        : Unknown;

    private static bool Has(string model, string part) => model.Contains(part, StringComparison.OrdinalIgnoreCase);
}
