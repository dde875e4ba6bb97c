using AgentGrid.Users;

namespace AgentGrid.Storage.Users;

/// <summary>People.</summary>
public interface IUserStore
{
    /// <summary>Whether an admin exists, so that setup is over.</summary>
    ValueTask<bool> HasAdminAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds a user. With <paramref name="firstAdmin"/> it succeeds for exactly one of any number of concurrent callers, once in
    /// the store's life. Fails with <c>email_taken</c> or <c>setup_done</c>.
    /// </summary>
    ValueTask<Outcome<StoredUser>> CreateAsync(StoredUser user, bool firstAdmin, CancellationToken cancellationToken = default);

    ValueTask<StoredUser?> FindAsync(string userId, CancellationToken cancellationToken = default);

    /// <summary>By address, without regard to case or surrounding space.</summary>
    ValueTask<StoredUser?> FindByEmailAsync(string email, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes name, role, suspension and password hash, based on <see cref="StoredUser.Revision"/>. Fails with
    /// <c>user_not_found</c>, <c>version_conflict</c>, or <c>last_admin</c> when no active admin would remain.
    /// </summary>
    ValueTask<Outcome<StoredUser>> UpdateAsync(StoredUser user, CancellationToken cancellationToken = default);

    /// <summary>Oldest first. Fails with <c>invalid_cursor</c>.</summary>
    ValueTask<Outcome<Page<User>>> ListAsync(PageRequest page, CancellationToken cancellationToken = default);
}
