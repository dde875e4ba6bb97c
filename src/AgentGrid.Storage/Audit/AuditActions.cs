namespace AgentGrid.Storage.Audit;

/// <summary>What the audit log records.</summary>
public static class AuditActions
{
    public const string SetupDone = "setup.done";
    public const string UserChanged = "user.changed";
    public const string PasswordChanged = "user.password_changed";
    public const string RefreshTokenReused = "user.refresh_token_reused";
    public const string KeyCreated = "key.created";
    public const string KeyRevoked = "key.revoked";
    public const string AgentActivated = "agent.activated";
    public const string AgentDeleted = "agent.deleted";
    public const string MemberChanged = "agent.member_changed";
    public const string ProviderChanged = "provider.changed";
    public const string SettingsChanged = "settings.changed";
}
