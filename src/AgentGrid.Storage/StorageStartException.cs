namespace AgentGrid.Storage;

/// <summary>The store refuses to open. The message says why, and what to do.</summary>
public sealed class StorageStartException : Exception
{
    public StorageStartException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
