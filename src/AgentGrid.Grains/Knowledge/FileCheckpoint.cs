using System.Text.Json;
using AgentGrid.Core.Json;
using AgentGrid.Knowledge;

namespace AgentGrid.Grains.Knowledge;

/// <summary>Where ingestion is to go on after a restart; stored in the file's row with the passages it speaks of.</summary>
/// <param name="Passages">Passages that are stored.</param>
/// <param name="LastHash">Content hash of the last of them.</param>
/// <param name="Stalled">Attempts begun since the last progress.</param>
/// <param name="Ending">The status the file is about to end with, once what it left is removed; null while it goes on.</param>
/// <param name="Error">The cause of that end.</param>
/// <param name="Vectors">The vectors of those passages; one file's are never of two spaces.</param>
internal sealed record FileCheckpoint(
    int Passages = 0,
    string? LastHash = null,
    int Stalled = 0,
    FileStatus? Ending = null,
    FileError? Error = null,
    EmbeddingSpace? Vectors = null)
{
    public static FileCheckpoint Parse(string? text) =>
        text is null ? new FileCheckpoint() : JsonSerializer.Deserialize<FileCheckpoint>(text, JsonDefaults.Options)!;

    public override string ToString() => JsonSerializer.Serialize(this, JsonDefaults.Options);
}
