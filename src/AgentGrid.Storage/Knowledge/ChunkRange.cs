namespace AgentGrid.Storage.Knowledge;

/// <summary>Chunks of one file in a row.</summary>
/// <param name="From">First ordinal.</param>
/// <param name="Through">Last ordinal; a file may end before it.</param>
public readonly record struct ChunkRange(string FileId, int Epoch, int From, int Through);
