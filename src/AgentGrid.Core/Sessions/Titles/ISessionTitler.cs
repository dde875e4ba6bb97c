using AgentGrid.Agents;

namespace AgentGrid.Core.Sessions.Titles;

/// <summary>Has a model say in a few words what a session is about.</summary>
public interface ISessionTitler
{
    /// <summary>
    /// A title for a session that began with <paramref name="message"/>, or null: titles are not asked of models here, the
    /// agent's model is not ready, or it gave none. Never fails; takes seconds.
    /// </summary>
    Task<string?> WriteAsync(PinnedAgent agent, string userId, string sessionId, string message, string answer);

    /// <summary>Whether asking makes sense at all.</summary>
    bool Enabled { get; }
}
