namespace AgentGrid.Server.Idempotency;

/// <summary>For several processes on one database: a claim is given up after as long as no request may take.</summary>
internal sealed class SharedStoreClaims : IClaimLifetime
{
    private static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(2);

    public DateTimeOffset StaleBefore(DateTimeOffset now) => now - LongestRequest;
}
