namespace AgentGrid.Sessions;

/// <summary>Who a message is from.</summary>
public enum MessageRole
{
    /// <summary>The person.</summary>
    User,

    /// <summary>The agent.</summary>
    Assistant,

    /// <summary>The server: a summary that stands for older messages.</summary>
    Summary,
}
