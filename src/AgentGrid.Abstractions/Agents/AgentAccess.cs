namespace AgentGrid.Agents;

/// <summary>What a person may do with an agent; each level includes those before it.</summary>
public enum AgentAccess
{
    /// <summary>Nothing; for such a person the agent does not exist.</summary>
    None,

    /// <summary>Chat with it.</summary>
    Viewer,

    /// <summary>Also change it and its files.</summary>
    Editor,

    /// <summary>Also share and delete it.</summary>
    Owner,
}
