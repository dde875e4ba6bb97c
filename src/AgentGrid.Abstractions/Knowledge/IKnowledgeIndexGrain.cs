namespace AgentGrid.Knowledge;

/// <summary>An agent's warm search index; keyed by agent id. Writes nothing durable: it is rebuilt from rows.</summary>
/// <remarks>Checks no caller: whoever calls it has authorized the caller with the agent.</remarks>
[Alias("knowledge-index-grain")]
public interface IKnowledgeIndexGrain : IGrainWithStringKey
{
    /// <summary>Searches what is ready now.</summary>
    [Alias("search"), AlwaysInterleave]
    Task<Outcome<SearchResult>> SearchAsync(KnowledgeQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Takes in the chunks of a file from the store, replacing what it had of that file; when it returns, no search reads what was
    /// replaced. Idempotent. Changes wait for each other, and for the reading of all rows.
    /// </summary>
    [Alias("add-file"), ResponseTimeout("01:00:00")]
    Task AddFileAsync(string fileId);

    /// <summary>Forgets a file. Idempotent.</summary>
    [Alias("remove-file"), ResponseTimeout("01:00:00")]
    Task RemoveFileAsync(string fileId);

    /// <summary>Reads all rows anew, with the vectors that serve now; searches use the old ones until it is done.</summary>
    [Alias("reload"), ResponseTimeout("01:00:00")]
    Task ReloadAsync();
}
