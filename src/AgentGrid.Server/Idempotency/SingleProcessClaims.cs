namespace AgentGrid.Server.Idempotency;

/// <summary>For one process on its own data folder: whatever was claimed before it started was left by a crash.</summary>
internal sealed class SingleProcessClaims(TimeProvider time) : IClaimLifetime
{
    private readonly DateTimeOffset _started = time.GetUtcNow();

    public DateTimeOffset StaleBefore(DateTimeOffset now) => _started;
}
