using System.Collections.Immutable;
using AgentGrid.Sessions;

namespace AgentGrid.Storage.Sessions;

/// <summary>A row of <c>chat_sessions</c> and the turn that runs now.</summary>
/// <param name="Revision">Counts up when the title changes; a rename carries the one it was based on.</param>
public sealed record StoredSession(Session Session, ImmutableDictionary<string, string> Inputs, long Revision);
