using System.Collections.Immutable;

namespace AgentGrid.Storage.Agents;

/// <summary>What one step of a deletion removed.</summary>
/// <param name="Rows">Rows removed in this step.</param>
/// <param name="Blobs">Blobs of removed files: the caller deletes them; the orphan sweep finds what a crash leaves.</param>
/// <param name="Finished">Whether nothing of the agent remains, and the receipt says so.</param>
public sealed record AgentPurge(int Rows, ImmutableArray<string> Blobs, bool Finished);
