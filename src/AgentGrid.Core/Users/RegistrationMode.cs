namespace AgentGrid.Core.Users;

/// <summary>Who may make an account.</summary>
public enum RegistrationMode
{
    /// <summary>Nobody by themselves.</summary>
    Closed,

    /// <summary>Who was invited. Nothing invites yet, so it is refused at start.</summary>
    Invited,

    /// <summary>Anyone.</summary>
    Open,
}
