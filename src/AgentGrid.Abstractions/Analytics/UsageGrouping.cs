namespace AgentGrid.Analytics;

/// <summary>What usage is summed by.</summary>
public enum UsageGrouping
{
    /// <summary>By user id.</summary>
    User,

    /// <summary>By agent id.</summary>
    Agent,

    /// <summary>By <c>provider/model</c>.</summary>
    Model,

    /// <summary>By <c>agent@version</c>.</summary>
    Version,
}
