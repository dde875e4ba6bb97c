namespace AgentGrid.Users;

/// <summary>Accounts that the server makes for itself. Nobody can sign in as one of them with a password.</summary>
public static class ReservedUsers
{
    /// <summary>The owner of what is made with the bootstrap key. It does not count as the admin that setup asks for.</summary>
    public const string Bootstrap = "usr_bootstrap";
}
