using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace AgentGrid.Client;

/// <summary>Sends requests to one server and reads its answers and refusals.</summary>
internal sealed class ApiConnection(HttpClient http)
{
    private const string IdempotencyKey = "Idempotency-Key";
    private const string LastEventId = "Last-Event-ID";
    private const string Json = "application/json";
    private const string Events = "text/event-stream";
    private const string ProblemJson = "application/problem+json";

    public string? Token { get; set; }

    /// <summary>Sends a request and reads its JSON answer.</summary>
    public Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken) =>
        SendAsync<T>(method, path, body, null, null, cancellationToken);

    /// <summary>The same, under an idempotency key or on the condition that a version is the newest.</summary>
    public async Task<T> SendAsync<T>(
        HttpMethod method, string path, object? body, string? key, int? ifMatch, CancellationToken cancellationToken)
    {
        using var request = Request(method, path, body, key);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Json));
        if (ifMatch is { } version)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{version}\"")));
        }

        using var response = await CheckAsync(await http.SendAsync(request, cancellationToken), cancellationToken);
        return (await response.Content.ReadFromJsonAsync<T>(ClientJson.Options, cancellationToken))!;
    }

    /// <summary>Sends a request whose answer has no body.</summary>
    public async Task SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = Request(method, path, body, null);
        using var response = await CheckAsync(await http.SendAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>Opens bytes or events; the answer is read by whoever asked.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellationToken) =>
        OpenAsync(Request(HttpMethod.Get, path, null, null), cancellationToken);

    /// <summary>Opens a stream of events: from the beginning by a POST under an idempotency key.</summary>
    public Task<HttpResponseMessage> OpenEventsAsync(string path, object? body, string key, CancellationToken cancellationToken) =>
        OpenEventsAsync(Request(HttpMethod.Post, path, body, key), cancellationToken);

    /// <summary>Opens a stream of events after one of them.</summary>
    public Task<HttpResponseMessage> OpenEventsAsync(string path, long afterId, CancellationToken cancellationToken)
    {
        var request = Request(HttpMethod.Get, path, null, null);
        request.Headers.Add(LastEventId, afterId.ToString(CultureInfo.InvariantCulture));
        return OpenEventsAsync(request, cancellationToken);
    }

    private Task<HttpResponseMessage> OpenEventsAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Events));
        return OpenAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            return await CheckAsync(
                await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken), cancellationToken);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, object? body, string? key)
    {
        var content = body switch
        {
            null => null,
            HttpContent given => given,
            _ => JsonContent.Create(body, body.GetType(), null, ClientJson.Options),
        };
        var request = new HttpRequestMessage(method, new Uri(Root(), path)) { Content = content };
        if (Token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        if (key is not null)
        {
            request.Headers.Add(IdempotencyKey, key);
        }

        return request;
    }

    // A server behind a proxy may have a path of its own, with or without a slash at its end.
    private Uri Root()
    {
        var address = http.BaseAddress
            ?? throw new InvalidOperationException("The HttpClient has no BaseAddress. Set it to the server's address.");
        return address.AbsolutePath.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
    }

    private static async Task<HttpResponseMessage> CheckAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var problem = response.Content.Headers.ContentType?.MediaType == ProblemJson
                ? await response.Content.ReadFromJsonAsync<Problem>(ClientJson.Options, cancellationToken)
                : null;
            throw new AgentGridException(
                response.StatusCode, problem?.Code ?? FailureCodes.InternalError, problem?.Detail ?? $"The server answered {(int)response.StatusCode}.")
            {
                RetryAfter = response.Headers.RetryAfter?.Delta,
                SessionId = problem?.SessionId,
                TurnId = problem?.TurnId,
            };
        }
    }
}
