using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AgentGrid.Benchmarks.Running;

namespace AgentGrid.Benchmarks.Chat;

/// <summary>Many chat turns at once, each read to its end.</summary>
internal sealed class ChatLoad(MeasuredServer server) : IDisposable
{
    private static readonly byte[] FirstDelta = "event: delta"u8.ToArray();
    private static readonly byte[] LastEvent = "event: turn.completed"u8.ToArray();

    private const string Question = "Which of these words matter most?";

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = Timeout.InfiniteTimeSpan })
    {
        BaseAddress = server.Address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", ServedChat.BootstrapKey) },
    };

    /// <summary>Makes an agent on an AgentGrid server and answers its id.</summary>
    /// <param name="knowledge">A text to give it as a file, or null.</param>
    public async Task<string> MakeAgentAsync(string model, string? knowledge, CancellationToken cancellationToken)
    {
        using var body = Json(new { name = "bench", config = new { model = $"fixed/{model}", tools = new { currentTime = false } } });
        using var response = await _http.PostAsync("/api/agents", body, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var agent = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        var id = agent.RootElement.GetProperty("id").GetString()!;
        if (knowledge is not null)
        {
            await UploadAsync(id, knowledge, cancellationToken);
        }

        return id;
    }

    /// <summary>Runs the case's turns with an agent.</summary>
    public async Task<ChatFigures> RunAsync(ChatCase load, string agentId, CancellationToken cancellationToken)
    {
        var (streams, turns) = (load.Streams, load.Turns);
        var firstTokens = new double[turns];
        var next = -1;
        var allocated = await server.AllocatedAsync(cancellationToken);
        var processor = server.ProcessorTime;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, streams).Select(_ => Task.Run(
            async () =>
            {
                for (var turn = Interlocked.Increment(ref next); turn < turns; turn = Interlocked.Increment(ref next))
                {
                    firstTokens[turn] = await TurnAsync(agentId, load.Knowledge ? Question : "Say it.", cancellationToken);
                }
            },
            cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(started);
        Array.Sort(firstTokens);
        return new ChatFigures(
            turns / elapsed.TotalSeconds,
            firstTokens[turns / 2],
            firstTokens[(int)(turns * 0.99)],
            (server.ProcessorTime - processor).TotalMilliseconds / turns,
            (await server.AllocatedAsync(cancellationToken) - allocated) / ((double)turns * FixedModel.Tokens));
    }

    public void Dispose() => _http.Dispose();

    /// <returns>Milliseconds to the first token.</returns>
    private async Task<double> TurnAsync(string agentId, string message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat") { Content = Json(new { agentId, message }) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        var started = Stopwatch.GetTimestamp();
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[16 * 1024];
        var (length, first) = (0, -1.0);
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
        {
            length += read;
            if (first < 0 && buffer.AsSpan(0, length).IndexOf(FirstDelta) >= 0)
            {
                first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        }

        return first >= 0 && buffer.AsSpan(0, length).IndexOf(LastEvent) >= 0
            ? first
            : throw new InvalidOperationException($"A turn did not complete: {Encoding.UTF8.GetString(buffer, 0, length)}");
    }

    /// <summary>Uploads a text and waits until it can be searched.</summary>
    private async Task UploadAsync(string agentId, string text, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent { { new StringContent(text), "file", "knowledge.txt" } };
        using var response = await _http.PostAsync($"/api/agents/{agentId}/files", form, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var accepted = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        var file = accepted.RootElement.GetProperty("items")[0].GetProperty("id").GetString();

        // The stream of its changes ends when it is ready.
        var changes = await _http.GetStringAsync($"/api/files/{file}/events", cancellationToken);
        if (!changes.Contains("\"status\":\"ready\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The file did not become ready: {changes}");
        }
    }

    private static ByteArrayContent Json(object body) =>
        new(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
