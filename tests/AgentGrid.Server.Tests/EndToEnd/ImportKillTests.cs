using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AgentGrid.Agents;
using AgentGrid.Client;
using AgentGrid.Knowledge;

namespace AgentGrid.Server.Tests.EndToEnd;

public sealed class ImportKillTests
{
    private const int Files = 200;

    private const int WaveFiles = 25;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Kill_DuringAnImport_EveryFileBecomesReadyWithEachPassageOnce()
    {
        await using var server = new ServerUnderTest();
        await server.StartAsync();
        using var http = server.CreateHttpClient();
        var client = new AgentGridClient(http);
        await client.SetupAsync("ada@example.com", "correct horse battery", "Ada");
        var agent = await client.CreateAgentAsync("Library", new AgentConfig());
        var ids = new List<string>();
        var unfinished = 0;
        foreach (var wave in Enumerable.Range(0, Files).Chunk(WaveFiles))
        {
            ids.AddRange(await Task.WhenAll(wave.Select(i => UploadAsync(client, agent.Id, $"file{i}.txt", TextOf(i)))));
            unfinished += (await client.GetFileAsync(ids[^1])).Status == FileStatus.Ready ? 0 : 1;
            await server.KillAsync();
            await server.StartAsync();
        }

        ids.Distinct().Count().ShouldBe(Files);
        unfinished.ShouldBeGreaterThan(0, "every file was ready before its kill, so nothing was tested");
        foreach (var (i, id) in ids.Index())
        {
            var file = await ReadyAsync(client, id);
            file.Status.ShouldBe(FileStatus.Ready, file.Error?.Message);
            var chunks = await ChunksAsync(http, client, id);
            chunks.Select(chunk => chunk.Ordinal).ShouldBe(Enumerable.Range(0, file.Chunks));
            chunks.ShouldAllBe(chunk => TextOf(i).Substring((int)chunk.StartOffset, chunk.Text.Length) == chunk.Text);
        }
    }

    private static string TextOf(int file)
    {
        var text = new StringBuilder();
        for (var paragraph = 0; paragraph < 160; paragraph++)
        {
            text.Append(string.Join(' ', Enumerable.Range(0, 40).Select(word => $"word{(file * 7919 + paragraph * 31 + word) % 4001}"))).Append(".\n\n");
        }

        return text.ToString();
    }

    private static async Task<string> UploadAsync(AgentGridClient client, string agentId, string name, string text) =>
        (await client.UploadFileAsync(agentId, name, new MemoryStream(Encoding.UTF8.GetBytes(text)))).Id;

    private static async Task<KnowledgeFile> ReadyAsync(AgentGridClient client, string id)
    {
        var waited = Stopwatch.StartNew();
        KnowledgeFile file;
        do
        {
            file = await client.GetFileAsync(id);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
        while (file.Status is FileStatus.Queued or FileStatus.Processing && waited.Elapsed < Patience);
        return file;
    }

    private static async Task<List<KnowledgeChunk>> ChunksAsync(HttpClient http, AgentGridClient client, string id)
    {
        var chunks = new List<KnowledgeChunk>();
        string? cursor = null;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/files/{id}/chunks?limit=200{(cursor is null ? "" : "&cursor=" + cursor)}");
            request.Headers.Authorization = new("Bearer", client.Token);
            using var response = await http.SendAsync(request);
            var page = (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Page<KnowledgeChunk>>(JsonSerializerOptions.Web))!;
            chunks.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return chunks;
    }
}
