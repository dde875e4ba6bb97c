namespace AgentGrid.Server.Idempotency;

/// <summary>Says from when on a claim that nobody completed is one whose process died.</summary>
internal interface IClaimLifetime
{
    DateTimeOffset StaleBefore(DateTimeOffset now);
}
