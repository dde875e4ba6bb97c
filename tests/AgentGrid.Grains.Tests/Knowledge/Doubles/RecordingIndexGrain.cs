using AgentGrid.Knowledge;

namespace AgentGrid.Grains.Tests.Knowledge.Doubles;

/// <summary>An index that only remembers what it was told.</summary>
internal sealed class RecordingIndexGrain(IndexCalls calls) : Grain, IKnowledgeIndexGrain
{
    public Task<Outcome<SearchResult>> SearchAsync(KnowledgeQuery query, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task AddFileAsync(string fileId)
    {
        calls.All.Enqueue("add " + fileId);
        return Task.CompletedTask;
    }

    public Task RemoveFileAsync(string fileId)
    {
        calls.All.Enqueue("remove " + fileId);
        return Task.CompletedTask;
    }
}
