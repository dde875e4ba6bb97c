using System.Diagnostics;
using System.Net.Http.Headers;
using AgentGrid.Agents;
using AgentGrid.Benchmarks.Chat;
using AgentGrid.Benchmarks.Running;
using AgentGrid.Client;

namespace AgentGrid.Benchmarks.Ingest;

/// <summary>Uploads files over HTTP to an agent of their own, and waits until all are ready.</summary>
internal sealed class IngestLoad : IDisposable
{
    private const int FilesARequest = 25;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private readonly MeasuredServer _server;
    private readonly HttpClient _http;
    private readonly AgentGridClient _client;

    public IngestLoad(MeasuredServer server)
    {
        _server = server;
        _http = new HttpClient { BaseAddress = server.Address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServedChat.BootstrapKey);
        _client = new AgentGridClient(_http) { Token = ServedChat.BootstrapKey };
    }

    public async Task<IngestFigures> RunAsync(IReadOnlyList<byte[]> files, CancellationToken cancellationToken)
    {
        var agent = await _client.CreateAgentAsync("bench", new AgentConfig(), cancellationToken: cancellationToken);
        var processor = _server.ProcessorTime;
        var started = Stopwatch.GetTimestamp();
        foreach (var request in files.Chunk(FilesARequest))
        {
            await UploadAsync(agent.Id, request, cancellationToken);
        }

        var knowledge = await _client.GetKnowledgeAsync(agent.Id, cancellationToken);
        while (knowledge.Ready < files.Count)
        {
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
            knowledge = await _client.GetKnowledgeAsync(agent.Id, cancellationToken);
        }

        return new IngestFigures(
            files.Count,
            files.Sum(file => (long)file.Length),
            knowledge.Chunks,
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            (_server.ProcessorTime - processor).TotalMilliseconds);
    }

    public void Dispose() => _http.Dispose();

    private async Task UploadAsync(string agentId, byte[][] files, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (number, bytes) in files.Index())
        {
            form.Add(new ByteArrayContent(bytes), "file", $"{number}.txt");
        }

        using var response = await _http.PostAsync($"/api/agents/{agentId}/files", form, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
