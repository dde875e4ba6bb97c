using AgentGrid.Knowledge;

namespace AgentGrid.Storage.Knowledge;

/// <summary>A row of <c>knowledge_files</c>.</summary>
/// <param name="BlobName">The uploaded bytes.</param>
/// <param name="Epoch">The epoch whose chunks searches see; 0 before the first is built.</param>
/// <param name="BuildingEpoch">The epoch that is being built, or the last there was of a file that ended without chunks; or null.</param>
/// <param name="Checkpoint">Where the ingestion is to go on: the writer's own text.</param>
/// <param name="Vectors">The vectors of the chunks that searches see; null when there are none.</param>
/// <param name="Built">The vectors of <paramref name="BuildingEpoch"/> once they are all stored: it can take the live one's place.</param>
/// <param name="Revision">Counts up with every update; an update carries the one it was based on.</param>
public sealed record StoredFile(
    KnowledgeFile File,
    string UserId,
    string BlobName,
    int Epoch = 0,
    int? BuildingEpoch = null,
    string? Checkpoint = null,
    EmbeddingSpace? Vectors = null,
    EmbeddingSpace? Built = null,
    long Revision = 1);
