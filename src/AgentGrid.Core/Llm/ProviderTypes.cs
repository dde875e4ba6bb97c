namespace AgentGrid.Core.Llm;

/// <summary>Values of <c>AgentGrid:Llm:Providers:&lt;name&gt;:Type</c>.</summary>
public static class ProviderTypes
{
    public const string OpenAi = "openai";
    public const string OpenAiCompatible = "openai-compatible";
    public const string Anthropic = "anthropic";
    public const string Gemini = "gemini";
    public const string Offline = "offline";

    public static IReadOnlyList<string> All { get; } = [OpenAi, OpenAiCompatible, Anthropic, Gemini, Offline];
}
