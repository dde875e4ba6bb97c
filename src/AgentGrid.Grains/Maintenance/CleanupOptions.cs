using System.ComponentModel.DataAnnotations;

namespace AgentGrid.Grains.Maintenance;

/// <summary>How long things are kept that nobody refers to. Section <c>AgentGrid:Cleanup</c>.</summary>
internal sealed class CleanupOptions
{
    public const string Section = "AgentGrid:Cleanup";

    /// <summary>
    /// Hours after which a stored blob without a file, a cached vector without a chunk, or a chunk of an earlier reading of its file
    /// counts as left over. Default 24; must be longer than the longest upload takes, or its bytes vanish under it.
    /// </summary>
    [Range(1, 24 * 365, ErrorMessage = "AgentGrid:Cleanup:OrphanHours must be between 1 and 8760.")]
    public int OrphanHours { get; set; } = 24;

    /// <summary>Days for which vectors stay cached. Default 90; a shorter time makes provider embeddings be bought again.</summary>
    [Range(1, 3_650, ErrorMessage = "AgentGrid:Cleanup:CachedVectorDays must be between 1 and 3650.")]
    public int CachedVectorDays { get; set; } = 90;

    /// <summary>Hours for which a request with an Idempotency-Key is remembered. Default 24; a repeat after that is a new request.</summary>
    [Range(1, 24 * 30, ErrorMessage = "AgentGrid:Cleanup:IdempotencyHours must be between 1 and 720.")]
    public int IdempotencyHours { get; set; } = 24;
}
