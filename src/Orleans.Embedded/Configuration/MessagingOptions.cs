namespace Orleans.Configuration;

/// <summary>Options of calls.</summary>
public abstract class MessagingOptions
{
    /// <summary>How long a caller waits for its answer before <see cref="TimeoutException"/>. 30 seconds by default. The request goes on,
    /// but sees its cancellation token cancelled.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
