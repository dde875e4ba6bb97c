namespace AgentGrid.Server.Uploads;

/// <summary>Bounds of uploads. Section <c>AgentGrid:Uploads</c>.</summary>
internal sealed class UploadOptions
{
    public const string Section = "AgentGrid:Uploads";

    /// <summary>Largest file, in bytes. Default 200 MB; a larger one answers 413.</summary>
    public long MaxFileBytes { get; set; } = 200L * 1024 * 1024;

    /// <summary>Most files of one request. Default 100; more answer 400.</summary>
    public int MaxFiles { get; set; } = 100;
}
