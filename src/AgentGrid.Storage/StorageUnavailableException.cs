namespace AgentGrid.Storage;

/// <summary>
/// The store cannot do its work at present: disk full, database locked, read-only, damaged or unreachable. Nothing of the
/// failed write is stored. Callers answer 503 with <see cref="Code"/>.
/// </summary>
public sealed class StorageUnavailableException : Exception
{
    public const string Code = "storage_unavailable";

    public StorageUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
