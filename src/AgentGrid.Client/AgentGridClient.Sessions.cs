using AgentGrid.Sessions;

namespace AgentGrid.Client;

public sealed partial class AgentGridClient
{
    /// <summary>The caller's sessions, used last first.</summary>
    /// <param name="agentId">Null: of all agents.</param>
    /// <param name="query">Words of titles and messages; null for all.</param>
    public Task<Page<Session>> ListSessionsAsync(
        string? agentId = null, string? query = null, int limit = PageRequest.DefaultLimit, string? cursor = null,
        CancellationToken cancellationToken = default) =>
        ListAsync<Session>(
            ApiPath.With("api/sessions", ("agentId", agentId), ("query", query), ("limit", limit), ("cursor", cursor)), cancellationToken);

    /// <summary>A session.</summary>
    public Task<Session> GetSessionAsync(string sessionId, CancellationToken cancellationToken = default) =>
        _api.SendAsync<Session>(HttpMethod.Get, ApiPath.Of($"api/sessions/{sessionId}"), null, cancellationToken);

    /// <summary>Changes a session's title.</summary>
    public Task<Session> RenameSessionAsync(string sessionId, string title, CancellationToken cancellationToken = default) =>
        _api.SendAsync<Session>(HttpMethod.Patch, ApiPath.Of($"api/sessions/{sessionId}"), new { title }, cancellationToken);

    /// <summary>Stops what runs in a session and removes it.</summary>
    public Task DeleteSessionAsync(string sessionId, CancellationToken cancellationToken = default) =>
        _api.SendAsync(HttpMethod.Delete, ApiPath.Of($"api/sessions/{sessionId}"), null, cancellationToken);

    /// <summary>Messages of a session after a sequence number, in order.</summary>
    public Task<Page<SessionMessage>> ListMessagesAsync(
        string sessionId, long after = 0, int limit = PageRequest.MaxLimit, CancellationToken cancellationToken = default) =>
        ListAsync<SessionMessage>(
            ApiPath.With(ApiPath.Of($"api/sessions/{sessionId}/messages"), ("after", after), ("limit", limit)), cancellationToken);
}
