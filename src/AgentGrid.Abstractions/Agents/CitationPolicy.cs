namespace AgentGrid.Agents;

/// <summary>When an answer carries citation marks.</summary>
public enum CitationPolicy
{
    /// <summary>At every statement taken from a document.</summary>
    Always,

    /// <summary>Only when the user asks for sources.</summary>
    OnRequest,

    /// <summary>Never; marks that a model writes all the same are removed.</summary>
    Never,
}
