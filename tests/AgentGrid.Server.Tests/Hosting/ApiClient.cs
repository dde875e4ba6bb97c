using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace AgentGrid.Server.Tests.Hosting;

/// <summary>Calls the HTTP API as one caller, with nothing between the test and the wire.</summary>
public sealed class ApiClient(Uri address, string? token)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 512 })
    {
        Timeout = TimeSpan.FromMinutes(2),
    };

    public string? Token => token;

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ApiAnswer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, headers);

    public Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        var content = body switch
        {
            null => null,
            HttpContent given => given,
            string json => new StringContent(json, new MediaTypeHeaderValue("application/json")),
            _ => JsonContent.Create(body),
        };
        return SendAsync(method, path, content, HttpCompletionOption.ResponseContentRead, headers);
    }

    /// <summary>Opens a stream of events.</summary>
    public async Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = Request(method, path, body is null ? null : JsonContent.Create(body), headers);
        request.Headers.Accept.ParseAdd("text/event-stream");
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public Task<ApiAnswer> UploadAsync(string agentId, string name, string text, params (string Name, string Value)[] headers)
    {
        var form = new MultipartFormDataContent { { new StringContent(text), "file", name } };
        return SendAsync(HttpMethod.Post, $"/api/agents/{agentId}/files", form, headers);
    }

    /// <summary>Makes an agent and gives its id.</summary>
    public async Task<string> AgentAsync(string name = "Agent")
    {
        var answer = await PostAsync("/api/agents", new { name, config = new { } });
        answer.Status.ShouldBe(201, answer.Text);
        return answer.Id;
    }

    private async Task<ApiAnswer> SendAsync(
        HttpMethod method, string path, HttpContent? content, HttpCompletionOption completion, (string Name, string Value)[] headers)
    {
        using var request = Request(method, path, content, headers);
        using var response = await Http.SendAsync(request, completion);
        return new ApiAnswer((int)response.StatusCode, response, await response.Content.ReadAsStringAsync());
    }

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = content };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(name);
        }

        return request;
    }
}
