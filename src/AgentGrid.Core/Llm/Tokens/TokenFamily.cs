namespace AgentGrid.Core.Llm.Tokens;

/// <summary>Models that cut text into tokens alike.</summary>
public enum TokenFamily
{
    Other,
    OpenAi,
    Anthropic,
    Gemini,
}
