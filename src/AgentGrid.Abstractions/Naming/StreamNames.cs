namespace AgentGrid.Naming;

/// <summary>Names of the stream provider and of the stream namespaces.</summary>
public static class StreamNames
{
    /// <summary>The one stream provider.</summary>
    public const string Provider = "events";

    /// <summary>A file was accepted; keyed by file id, carries <see cref="Knowledge.FileAccepted"/>.</summary>
    public const string Uploads = "uploads";

    /// <summary>A turn ended; keyed by agent id.</summary>
    public const string Turns = "turns";
}
