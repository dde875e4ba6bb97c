namespace Orleans.Configuration;

/// <summary>Options of calls.</summary>
public abstract class MessagingOptions
{
    /// <summary>How long a caller waits for its answer before <see cref="TimeoutException"/>. 30 seconds by default.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a request whose caller gave up is told so through its cancellation token. True by default.</summary>
    public bool CancelRequestOnTimeout { get; set; } = true;
}
