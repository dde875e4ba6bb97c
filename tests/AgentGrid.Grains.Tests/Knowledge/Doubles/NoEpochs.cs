using System.Collections.Immutable;
using AgentGrid.Knowledge;
using AgentGrid.Storage.Knowledge;

namespace AgentGrid.Grains.Tests.Knowledge.Doubles;

/// <summary>For tests in which no agent changes its vectors.</summary>
internal sealed class NoEpochs : IKnowledgeEpochStore
{
    public ValueTask<StoredEpoch?> FindEpochAsync(string agentId, CancellationToken cancellationToken = default) => default;

    public ValueTask<ImmutableArray<string>> ListAgentsToChangeAsync(
        EmbeddingSpace configured, string? afterAgentId, int limit, CancellationToken cancellationToken = default) => new([]);

    public ValueTask<KnowledgeStatus> GetStatusAsync(string agentId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<bool> BeginChangeAsync(string agentId, EmbeddingSpace target, DateTimeOffset now, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<bool> NoteErrorAsync(string agentId, FileError error, DateTimeOffset now, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<string>> ListFilesToBuildAsync(string agentId, EmbeddingSpace target, string? afterFileId, int limit, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<bool> SwitchAsync(string agentId, EmbeddingSpace target, DateTimeOffset now, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<string>> ListFilesToTidyAsync(string agentId, string? afterFileId, int limit, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<bool> EndChangeAsync(string agentId, DateTimeOffset now, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
