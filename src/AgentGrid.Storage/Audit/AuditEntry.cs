namespace AgentGrid.Storage.Audit;

/// <summary>Who did what to which thing.</summary>
/// <param name="UserId">Null when the server did it by itself.</param>
/// <param name="Action">A stable name such as <c>agent.activate</c>; see <see cref="AuditActions"/>.</param>
/// <param name="TargetId">The id of what it was done to.</param>
/// <param name="Detail">A few words for people; never a secret.</param>
public sealed record AuditEntry(
    string Id,
    string? UserId,
    string Action,
    string? TargetId,
    string? Detail,
    DateTimeOffset CreatedAt);
