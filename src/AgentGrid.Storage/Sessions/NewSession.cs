using System.Collections.Immutable;

namespace AgentGrid.Storage.Sessions;

/// <summary>A session that begins with a turn.</summary>
/// <param name="Inputs">Values of the agent's inputs.</param>
public sealed record NewSession(
    string AgentId,
    int AgentVersion,
    string UserId,
    string Title,
    ImmutableDictionary<string, string> Inputs);
