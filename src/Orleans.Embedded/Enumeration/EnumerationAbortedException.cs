namespace Orleans.Runtime;

/// <summary>An asynchronous enumeration ended early because its grain deactivated or the caller paused for too long.</summary>
public sealed class EnumerationAbortedException : Exception
{
    /// <summary>Without details.</summary>
    public EnumerationAbortedException()
    {
    }

    /// <summary>With a message.</summary>
    public EnumerationAbortedException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public EnumerationAbortedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
