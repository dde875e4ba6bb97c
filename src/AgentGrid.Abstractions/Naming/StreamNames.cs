namespace AgentGrid.Naming;

/// <summary>The name of the stream provider.</summary>
public static class StreamNames
{
    /// <summary>The one stream provider.</summary>
    public const string Provider = "events";
}
