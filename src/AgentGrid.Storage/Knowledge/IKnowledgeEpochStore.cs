using System.Collections.Immutable;
using AgentGrid.Knowledge;

namespace AgentGrid.Storage.Knowledge;

/// <summary>Which vectors serve an agent, and the change to others. An agent's row begins with its first ready file.</summary>
public interface IKnowledgeEpochStore
{
    /// <returns>Null before the agent's first file is ready.</returns>
    ValueTask<StoredEpoch?> FindEpochAsync(string agentId, CancellationToken cancellationToken = default);

    /// <summary>The agent's files and vectors as a whole.</summary>
    ValueTask<KnowledgeStatus> GetStatusAsync(string agentId, CancellationToken cancellationToken = default);

    /// <summary>Agents that do not serve <paramref name="configured"/>, or are not done with changing, after an id, in order.</summary>
    ValueTask<ImmutableArray<string>> ListAgentsToChangeAsync(
        EmbeddingSpace configured, string? afterAgentId, int limit, CancellationToken cancellationToken = default);

    /// <summary>Notes durably what the agent's vectors are to become, and forgets an earlier error.</summary>
    ValueTask<bool> BeginChangeAsync(
        string agentId, EmbeddingSpace target, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Notes why the change got no further.</summary>
    ValueTask<bool> NoteErrorAsync(string agentId, FileError error, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Ready files that have not built the target's vectors, after an id, in order.</summary>
    ValueTask<ImmutableArray<string>> ListFilesToBuildAsync(
        string agentId, EmbeddingSpace target, string? afterFileId, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// In one transaction makes the target what searches see, for all ready files of the agent; nothing when one of them has not
    /// built it yet.
    /// </summary>
    /// <returns>Whether the agent serves the target now.</returns>
    ValueTask<bool> SwitchAsync(
        string agentId, EmbeddingSpace target, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Ready files with chunks of another epoch than the live one, after an id, in order.</summary>
    ValueTask<ImmutableArray<string>> ListFilesToTidyAsync(
        string agentId, string? afterFileId, int limit, CancellationToken cancellationToken = default);

    /// <summary>The change is over.</summary>
    ValueTask<bool> EndChangeAsync(string agentId, DateTimeOffset now, CancellationToken cancellationToken = default);
}
