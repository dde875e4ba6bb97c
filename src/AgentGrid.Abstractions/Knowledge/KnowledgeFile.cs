namespace AgentGrid.Knowledge;

/// <summary>A file given to an agent, and how far it has come.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="ContentType">MIME type, decided by content.</param>
/// <param name="Sha256">Lower-case hexadecimal hash of the bytes.</param>
/// <param name="Progress">0 to 1 over all stages.</param>
/// <param name="Chunks">Chunks stored so far.</param>
/// <param name="Pages">Pages, where the format has them.</param>
/// <param name="Attempts">How often ingestion was begun.</param>
/// <param name="Paused">Whether it waits, queued, until somebody resumes it; what is done so far is kept.</param>
[GenerateSerializer, Immutable, Alias("knowledge-file")]
public sealed record KnowledgeFile(
    [property: Id(0)] string Id,
    [property: Id(1)] string AgentId,
    [property: Id(2)] string Name,
    [property: Id(3)] long Size,
    [property: Id(4)] string ContentType,
    [property: Id(5)] string Sha256,
    [property: Id(6)] FileStatus Status,
    [property: Id(7)] FileStage Stage,
    [property: Id(8)] double Progress,
    [property: Id(9)] int Chunks,
    [property: Id(10)] int? Pages,
    [property: Id(11)] FileError? Error,
    [property: Id(12)] int Attempts,
    [property: Id(13)] DateTimeOffset CreatedAt,
    [property: Id(14)] DateTimeOffset UpdatedAt,
    [property: Id(15)] bool Paused = false);
