using System.Net.Http.Headers;
using AgentGrid.Knowledge;

namespace AgentGrid.Client;

public sealed partial class AgentGridClient
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Gives an agent a file. Where the content can be read again, a broken connection is taken up again, and the file counts once.
    /// </summary>
    /// <param name="content">Read from where it stands to its end; not disposed of.</param>
    public Task<UploadedFile> UploadFileAsync(
        string agentId, string name, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var key = NewKey();
        if (!content.CanSeek)
        {
            return SendFileAsync(agentId, name, content, key, cancellationToken);
        }

        var begin = content.Position;
        return InsistAsync(
            () =>
            {
                content.Position = begin;
                return SendFileAsync(agentId, name, content, key, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>An agent's files, newest first.</summary>
    public Task<Page<KnowledgeFile>> ListFilesAsync(
        string agentId, int limit = PageRequest.DefaultLimit, string? cursor = null, CancellationToken cancellationToken = default) =>
        ListAsync<KnowledgeFile>(
            ApiPath.With(ApiPath.Of($"api/agents/{agentId}/files"), ("limit", limit), ("cursor", cursor)), cancellationToken);

    /// <summary>How many files and chunks an agent has, and which vectors serve its searches.</summary>
    public Task<KnowledgeStatus> GetKnowledgeAsync(string agentId, CancellationToken cancellationToken = default) =>
        _api.SendAsync<KnowledgeStatus>(HttpMethod.Get, ApiPath.Of($"api/agents/{agentId}/knowledge"), null, cancellationToken);

    /// <summary>A file and how far it has come.</summary>
    public Task<KnowledgeFile> GetFileAsync(string fileId, CancellationToken cancellationToken = default) =>
        _api.SendAsync<KnowledgeFile>(HttpMethod.Get, ApiPath.Of($"api/files/{fileId}"), null, cancellationToken);

    /// <summary>Waits until a file is ready, failed or cancelled, or is paused and so goes no further by itself.</summary>
    public async Task<KnowledgeFile> WaitForFileAsync(string fileId, CancellationToken cancellationToken = default)
    {
        for (var pause = FirstLook; ; pause = pause * 1.5 < LastLook ? pause * 1.5 : LastLook)
        {
            var file = await GetFileAsync(fileId, cancellationToken);
            if (file.Paused || file.Status is FileStatus.Ready or FileStatus.Failed or FileStatus.Cancelled)
            {
                return file;
            }

            await Task.Delay(pause, _time, cancellationToken);
        }
    }

    /// <summary>The bytes of a file as they were uploaded. The caller disposes of the stream.</summary>
    public async Task<Stream> DownloadFileAsync(string fileId, CancellationToken cancellationToken = default)
    {
        var response = await _api.OpenAsync(ApiPath.Of($"api/files/{fileId}/content"), cancellationToken);
        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }

    /// <summary>The passages of a file that searches see, in order.</summary>
    public Task<Page<KnowledgeChunk>> ListChunksAsync(
        string fileId, int limit = PageRequest.DefaultLimit, string? cursor = null, CancellationToken cancellationToken = default) =>
        ListAsync<KnowledgeChunk>(
            ApiPath.With(ApiPath.Of($"api/files/{fileId}/chunks"), ("limit", limit), ("cursor", cursor)), cancellationToken);

    /// <summary>Begins a failed or cancelled file again.</summary>
    public Task<KnowledgeFile> RetryFileAsync(string fileId, CancellationToken cancellationToken = default) =>
        ChangeFileAsync(ApiPath.Of($"api/files/{fileId}/retry"), cancellationToken);

    /// <summary>Stops a file that is not finished.</summary>
    public Task<KnowledgeFile> CancelFileAsync(string fileId, CancellationToken cancellationToken = default) =>
        ChangeFileAsync(ApiPath.Of($"api/files/{fileId}/cancel"), cancellationToken);

    /// <summary>Holds a file that is not finished; what is done is kept.</summary>
    public Task<KnowledgeFile> PauseFileAsync(string fileId, CancellationToken cancellationToken = default) =>
        ChangeFileAsync(ApiPath.Of($"api/files/{fileId}/pause"), cancellationToken);

    /// <summary>Goes on with a paused file.</summary>
    public Task<KnowledgeFile> ResumeFileAsync(string fileId, CancellationToken cancellationToken = default) =>
        ChangeFileAsync(ApiPath.Of($"api/files/{fileId}/resume"), cancellationToken);

    /// <summary>Does a finished file again from its bytes.</summary>
    public Task<KnowledgeFile> ReprocessFileAsync(string fileId, CancellationToken cancellationToken = default) =>
        ChangeFileAsync(ApiPath.Of($"api/files/{fileId}/reprocess"), cancellationToken);

    /// <summary>Removes a file with its chunks and vectors.</summary>
    public Task DeleteFileAsync(string fileId, CancellationToken cancellationToken = default) =>
        _api.SendAsync(HttpMethod.Delete, ApiPath.Of($"api/files/{fileId}"), null, cancellationToken);

    /// <summary>The passages of an agent's files that fit a question, best first.</summary>
    /// <param name="topK">Most hits, 1 to 50. Null: the agent's.</param>
    /// <param name="mode">Null: the agent's.</param>
    public Task<SearchResult> SearchAsync(
        string agentId, string query, int? topK = null, Agents.SearchMode? mode = null, CancellationToken cancellationToken = default) =>
        _api.SendAsync<SearchResult>(
            HttpMethod.Post, ApiPath.Of($"api/agents/{agentId}/search"), new { query, topK, mode }, cancellationToken);

    private async Task<UploadedFile> SendFileAsync(
        string agentId, string name, Stream content, string key, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent();
        using var part = new StreamContent(new KeptOpen(content));

        // The extended form takes any name; the plain one has no room for quotes.
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileNameStar = name };
        form.Add(part);
        var uploaded = await _api.SendAsync<Page<UploadedFile>>(
            HttpMethod.Post, ApiPath.Of($"api/agents/{agentId}/files"), form, key, null, cancellationToken);
        return uploaded.Items[0];
    }

    private Task<KnowledgeFile> ChangeFileAsync(string path, CancellationToken cancellationToken) =>
        _api.SendAsync<KnowledgeFile>(HttpMethod.Post, path, null, cancellationToken);
}
