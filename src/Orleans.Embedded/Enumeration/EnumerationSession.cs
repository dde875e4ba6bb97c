namespace Orleans.Embedded.Enumeration;

/// <summary>An enumeration within an activation.</summary>
internal abstract class EnumerationSession
{
    /// <summary>Whether a caller waits for elements now.</summary>
    public abstract bool IsPulled { get; }

    /// <summary>Ends it because the activation goes.</summary>
    public abstract void Abort();
}
