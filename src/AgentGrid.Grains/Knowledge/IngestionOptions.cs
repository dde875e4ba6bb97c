using System.ComponentModel.DataAnnotations;

namespace AgentGrid.Grains.Knowledge;

/// <summary>How files are ingested. Section <c>AgentGrid:Ingestion</c>.</summary>
internal sealed class IngestionOptions
{
    public const string Section = "AgentGrid:Ingestion";

    /// <summary>
    /// Files that are worked on at once on one server; the rest wait, users taking turns. Default 0: two for each processor,
    /// so that one computes while another is stored.
    /// </summary>
    [Range(0, 1_000, ErrorMessage = "AgentGrid:Ingestion:Files must be between 0 and 1000.")]
    public int Files { get; set; }

    /// <summary>Passages that are embedded and stored together. Default 256; more costs memory, fewer cost transactions.</summary>
    [Range(1, 10_000, ErrorMessage = "AgentGrid:Ingestion:BatchPassages must be between 1 and 10000.")]
    public int BatchPassages { get; set; } = 256;

    /// <summary>
    /// Longest wait between two attempts, in seconds, also where a provider's <c>Retry-After</c> asks for more. Default 60; more is
    /// kinder to a provider that has had enough, and files wait longer after it is well. A file that waits more than ten seconds is
    /// queued meanwhile and says why, and no other is begun.
    /// </summary>
    [Range(0.0, 3_600.0, ErrorMessage = "AgentGrid:Ingestion:LongestPauseSeconds must be between 0 and 3600.")]
    public double LongestPauseSeconds { get; set; } = 60;

    /// <summary>
    /// How often a file may be begun without getting any further, through crashes and errors that may pass, before it fails.
    /// Default 5.
    /// </summary>
    [Range(1, 100, ErrorMessage = "AgentGrid:Ingestion:Attempts must be between 1 and 100.")]
    public int Attempts { get; set; } = 5;

    /// <summary>
    /// Seconds before the second attempt after an error that may pass; doubled each time. Default 1. A change of an agent's vectors
    /// that gets no further waits sixty times as long, doubled each time, up to a quarter of an hour.
    /// </summary>
    [Range(0.0, 3_600.0, ErrorMessage = "AgentGrid:Ingestion:RetrySeconds must be between 0 and 3600.")]
    public double RetrySeconds { get; set; } = 1;
}
