using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace AgentGrid.Benchmarks.Chat;

/// <summary>Many chat turns at once, each read to its end.</summary>
internal sealed class ChatLoad(ServerProcess server, string agentId) : IDisposable
{
    private static readonly byte[] FirstDelta = "event: delta"u8.ToArray();
    private static readonly byte[] LastEvent = "event: turn.completed"u8.ToArray();

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = Timeout.InfiniteTimeSpan })
    {
        BaseAddress = server.Address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", ServedChat.BootstrapKey) },
    };

    /// <summary>Makes an agent on an AgentGrid server.</summary>
    public static async Task<string> MakeAgentAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        using var load = new ChatLoad(server, "");
        using var body = Json(new { name = "bench", config = new { model = "fixed/fixed", tools = new { currentTime = false } } });
        using var response = await load._http.PostAsync("/api/agents", body, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var agent = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return agent.RootElement.GetProperty("id").GetString()!;
    }

    /// <summary>Runs <paramref name="turns"/> turns, <paramref name="streams"/> at a time.</summary>
    public async Task<ChatFigures> RunAsync(int streams, int turns, CancellationToken cancellationToken)
    {
        var firstTokens = new double[turns];
        var next = -1;
        var processor = server.ProcessorTime;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, streams).Select(_ => Task.Run(
            async () =>
            {
                for (var turn = Interlocked.Increment(ref next); turn < turns; turn = Interlocked.Increment(ref next))
                {
                    firstTokens[turn] = await TurnAsync(cancellationToken);
                }
            },
            cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(started);
        Array.Sort(firstTokens);
        return new ChatFigures(
            turns / elapsed.TotalSeconds,
            firstTokens[turns / 2],
            firstTokens[(int)(turns * 0.99)],
            (server.ProcessorTime - processor).TotalMilliseconds / turns);
    }

    public void Dispose() => _http.Dispose();

    /// <returns>Milliseconds to the first token.</returns>
    private async Task<double> TurnAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat") { Content = Json(new { agentId, message = "Say it." }) };
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

    private static ByteArrayContent Json(object body) =>
        new(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
