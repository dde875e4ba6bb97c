using AgentGrid.Users;

namespace AgentGrid.Core.Users;

/// <summary>Who may sign in, and for how long. Section <c>AgentGrid:Auth</c>.</summary>
public sealed class AuthOptions
{
    public const string Section = "AgentGrid:Auth";

    /// <summary>
    /// A secret that acts as an admin API key. Must begin with <c>agk_</c> and have at least 32 further characters. Default:
    /// none, and the first admin is made through setup.
    /// </summary>
    public string? BootstrapKey { get; set; }

    /// <summary>Default <c>closed</c>: only admins decide who gets an account. <c>open</c>: anyone who reaches the server.</summary>
    public RegistrationMode Registration { get; set; } = RegistrationMode.Closed;

    /// <summary>The role of who registers. Default <c>creator</c>. An admin can never be made this way.</summary>
    public UserRole DefaultRole { get; set; } = UserRole.Creator;

    /// <summary>How long an access token lives. Default one hour; a revoked one ends at once whatever this says.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long an unused sign-in can be renewed. Default 30 days.</summary>
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(30);
}
