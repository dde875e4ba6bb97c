namespace AgentGrid.Agents;

/// <summary>Which arms of the search are used.</summary>
public enum SearchMode
{
    /// <summary>Keywords and vectors, fused.</summary>
    Hybrid,

    /// <summary>Vectors only.</summary>
    Vector,

    /// <summary>Keywords only.</summary>
    Keyword,
}
