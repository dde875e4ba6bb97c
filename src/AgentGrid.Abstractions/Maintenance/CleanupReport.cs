namespace AgentGrid.Maintenance;

/// <summary>What a cleanup removed.</summary>
/// <param name="Blobs">Blobs that no file refers to.</param>
/// <param name="Chunks">Chunks whose file is gone.</param>
/// <param name="Sessions">Deleted sessions of which a crash left rows.</param>
/// <param name="CachedVectors">Cached vectors past their age, or of no chunk.</param>
/// <param name="Tokens">Login tokens that have ended.</param>
/// <param name="IdempotencyKeys">Remembered requests past their age.</param>
[GenerateSerializer, Immutable, Alias("cleanup-report")]
public sealed record CleanupReport(
    [property: Id(0)] int Blobs,
    [property: Id(1)] int Chunks,
    [property: Id(2)] int Sessions,
    [property: Id(3)] int CachedVectors,
    [property: Id(4)] int Tokens,
    [property: Id(5)] int IdempotencyKeys);
