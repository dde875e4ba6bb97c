using AgentGrid.Users;

namespace AgentGrid.Storage.Users;

/// <summary>A row of <c>users</c>.</summary>
/// <param name="Email">As the user wrote it; unique without regard to case.</param>
/// <param name="Revision">Counts up with every update; an update carries the one it was based on.</param>
public sealed record StoredUser(
    string Id,
    string Email,
    string Name,
    UserRole Role,
    bool Suspended,
    string PasswordHash,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long Revision = 1)
{
    /// <summary>The user as others may see it.</summary>
    public User ToUser() => new(Id, Email, Name, Role, Suspended, CreatedAt);
}
