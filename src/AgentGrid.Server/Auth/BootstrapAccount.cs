using AgentGrid.Core.Users;
using AgentGrid.Storage.Users;
using AgentGrid.Users;
using Microsoft.Extensions.Options;

namespace AgentGrid.Server.Auth;

/// <summary>
/// Makes the account that owns what the bootstrap key makes. Its stored role is not admin and it has no password: only the key
/// acts as admin, so taking the key out of the configuration takes the power away.
/// </summary>
internal sealed class BootstrapAccount(IUserStore users, IOptions<AuthOptions> options, TimeProvider time) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.BootstrapKey is null || await users.FindAsync(ReservedUsers.Bootstrap, cancellationToken) is not null)
        {
            return;
        }

        var now = time.GetUtcNow();
        var account = new StoredUser(
            ReservedUsers.Bootstrap, "bootstrap@agentgrid.invalid", "Bootstrap key", UserRole.Creator, false, "", now, now);
        await users.CreateAsync(account, firstAdmin: false, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
