using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AgentGrid.Agents;
using AgentGrid.Knowledge;
using AgentGrid.Sessions;
using AgentGrid.Users;

namespace AgentGrid.Client;

/// <summary>
/// The AgentGrid HTTP API. Every method throws <see cref="AgentGridException"/> when the server refuses, and
/// <see cref="HttpRequestException"/> when it cannot be reached. Safe for concurrent use.
/// </summary>
/// <param name="http">Its <see cref="HttpClient.BaseAddress"/> is the server's. The caller disposes of it.</param>
/// <param name="time">Paces reconnects; null for the system's clock.</param>
public sealed class AgentGridClient(HttpClient http, TimeProvider? time = null)
{
    private const string IdempotencyKey = "Idempotency-Key";
    private readonly HttpClient _http = http ?? throw new ArgumentNullException(nameof(http));
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>An access token or API key. Set by <see cref="SetupAsync"/> and <see cref="LoginAsync"/>.</summary>
    public string? Token { get; set; }

    /// <summary>How long a broken stream is taken up again before its error is thrown. Default one minute.</summary>
    public TimeSpan ReconnectFor { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Makes the first admin, once, and signs in.</summary>
    public Task<SignIn> SetupAsync(string email, string password, string name, CancellationToken cancellationToken = default) =>
        SignInAsync("/api/setup", new { email, password, name }, cancellationToken);

    /// <summary>Signs in.</summary>
    public Task<SignIn> LoginAsync(string email, string password, CancellationToken cancellationToken = default) =>
        SignInAsync("/api/auth/login", new { email, password }, cancellationToken);

    /// <summary>Makes an agent; version 1 is active at once.</summary>
    public Task<Agent> CreateAgentAsync(
        string name, AgentConfig config, string? description = null, CancellationToken cancellationToken = default) =>
        SendAsync<Agent>(HttpMethod.Post, "/api/agents", JsonContent.Create(new { name, description, config }, null, ClientJson.Options), cancellationToken);

    /// <summary>An agent with its active configuration.</summary>
    public Task<Agent> GetAgentAsync(string agentId, CancellationToken cancellationToken = default) =>
        SendAsync<Agent>(HttpMethod.Get, $"/api/agents/{agentId}", null, cancellationToken);

    /// <summary>Gives an agent a file.</summary>
    /// <param name="content">Read to its end; not disposed of.</param>
    public async Task<UploadedFile> UploadFileAsync(
        string agentId, string name, Stream content, CancellationToken cancellationToken = default)
    {
        using var form = new MultipartFormDataContent();
        var part = new StreamContent(content);
        form.Add(part, "file", name);
        var uploaded = await SendAsync<Page<UploadedFile>>(HttpMethod.Post, $"/api/agents/{agentId}/files", form, cancellationToken);
        return uploaded.Items[0];
    }

    /// <summary>A file and how far it has come.</summary>
    public Task<KnowledgeFile> GetFileAsync(string fileId, CancellationToken cancellationToken = default) =>
        SendAsync<KnowledgeFile>(HttpMethod.Get, $"/api/files/{fileId}", null, cancellationToken);

    /// <summary>Waits until a file is ready, failed or cancelled.</summary>
    public async Task<KnowledgeFile> WaitForFileAsync(string fileId, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var file = await GetFileAsync(fileId, cancellationToken);
            if (file.Status is FileStatus.Ready or FileStatus.Failed or FileStatus.Cancelled)
            {
                return file;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), _time, cancellationToken);
        }
    }

    /// <summary>Sends a message and waits for the whole answer.</summary>
    public Task<ChatAnswer> ChatAsync(ChatMessage message, CancellationToken cancellationToken = default) =>
        SendAsync<ChatAnswer>(HttpMethod.Post, "/api/chat", JsonContent.Create(message, null, ClientJson.Options), cancellationToken);

    /// <summary>
    /// Sends a message and gives the answer's events as they come, each once and in order, until the last. A broken connection,
    /// also one that broke because the server was restarted, is taken up again where it broke.
    /// </summary>
    public IAsyncEnumerable<TurnEvent> StreamChatAsync(ChatMessage message, CancellationToken cancellationToken = default) =>
        new TurnReader(this, message, _time).ReadAsync(cancellationToken);

    /// <summary>Messages of a session after a sequence number, in order.</summary>
    public Task<Page<SessionMessage>> ListMessagesAsync(
        string sessionId, long after = 0, int limit = PageRequest.MaxLimit, CancellationToken cancellationToken = default) =>
        SendAsync<Page<SessionMessage>>(
            HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"/api/sessions/{sessionId}/messages?after={after}&limit={limit}"), null,
            cancellationToken);

    /// <summary>Stops a turn; the text so far is kept.</summary>
    public async Task CancelTurnAsync(string sessionId, string turnId, CancellationToken cancellationToken = default)
    {
        using var request = Request(HttpMethod.Post, $"/api/sessions/{sessionId}/turns/{turnId}/cancel", null);
        using var response = await CheckAsync(await _http.SendAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>Begins a turn under an idempotency key; the response's body is its events.</summary>
    internal async Task<HttpResponseMessage> OpenChatAsync(ChatMessage message, string key, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, "/api/chat", JsonContent.Create(message, null, ClientJson.Options));
        request.Headers.Add(IdempotencyKey, key);
        return await OpenEventsAsync(request, cancellationToken);
    }

    /// <summary>Takes up a turn after an event.</summary>
    internal async Task<HttpResponseMessage> OpenTurnAsync(
        string sessionId, string turnId, long afterId, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, $"/api/sessions/{sessionId}/turns/{turnId}/events", null);
        request.Headers.Add("Last-Event-ID", afterId.ToString(CultureInfo.InvariantCulture));
        return await OpenEventsAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> OpenEventsAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        return await CheckAsync(
            await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken), cancellationToken);
    }

    private async Task<SignIn> SignInAsync(string path, object body, CancellationToken cancellationToken)
    {
        var signIn = await SendAsync<SignIn>(HttpMethod.Post, path, JsonContent.Create(body, null, ClientJson.Options), cancellationToken);
        Token = signIn.AccessToken;
        return signIn;
    }

    private async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = Request(method, path, content);
        using var response = await CheckAsync(await _http.SendAsync(request, cancellationToken), cancellationToken);
        return (await response.Content.ReadFromJsonAsync<T>(ClientJson.Options, cancellationToken))!;
    }

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (Token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        return request;
    }

    private static async Task<HttpResponseMessage> CheckAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json"
                ? await response.Content.ReadFromJsonAsync<Problem>(ClientJson.Options, cancellationToken)
                : null;
            throw new AgentGridException(
                response.StatusCode, problem?.Code ?? FailureCodes.InternalError, problem?.Detail ?? $"The server answered {(int)response.StatusCode}.");
        }
    }
}
