namespace AgentGrid.Grains.Knowledge;

/// <summary>The file's row was changed or removed by another writer: whoever works on a stale copy must stop.</summary>
internal sealed class FileLostException(Failure failure) : Exception(failure.Detail);
