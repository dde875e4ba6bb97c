namespace AgentGrid.Agents;

/// <summary>The progress of a deletion.</summary>
/// <param name="Status"><c>running</c> or <c>done</c>.</param>
[GenerateSerializer, Immutable, Alias("deletion-receipt")]
public sealed record DeletionReceipt(
    [property: Id(0)] string Id,
    [property: Id(1)] string AgentId,
    [property: Id(2)] string Status,
    [property: Id(3)] DateTimeOffset RequestedAt,
    [property: Id(4)] DateTimeOffset? CompletedAt)
{
    /// <summary>The value of <see cref="Status"/> while work is left.</summary>
    public const string Running = "running";

    /// <summary>The value of <see cref="Status"/> when nothing remains.</summary>
    public const string Done = "done";
}
