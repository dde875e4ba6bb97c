namespace AgentGrid.Users;

/// <summary>What an account may do at all.</summary>
public enum UserRole
{
    /// <summary>Chats with agents shared with them.</summary>
    User,

    /// <summary>Also builds agents.</summary>
    Creator,

    /// <summary>Also administers the server. Sees no other person's agents or chats by that.</summary>
    Admin,
}
