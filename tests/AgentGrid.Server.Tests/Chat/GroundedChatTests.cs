using System.Text.Json;
using AgentGrid.Server.Tests.Hosting;

namespace AgentGrid.Server.Tests.Chat;

/// <summary>What a turn asks of the model beside the answer, seen from both ends: the API's, and the provider's socket.</summary>
public sealed class GroundedChatTests(TalkingServer server) : IClassFixture<TalkingServer>
{
    private const string Notes =
        "# Rotterdam\n\nThe warehouse in Rotterdam closes at 18:30 on Fridays.\n\n# Antwerp\n\nThe office in Antwerp opens at nine. Its manager is Jan Peeters.\n";

    private readonly TalkingModel _model = server.Model;

    [Fact]
    public async Task Chat_FollowUp_IsRewrittenSearchedAndMetered()
    {
        var agentId = await AgentWithNotesAsync(new { });
        var first = await ChatAsync(agentId, "When does the office in Antwerp open?");
        Purposes(first).ShouldBe(["embed", "answer"]);

        var second = await ChatAsync(agentId, "And who is its manager?", first.GetProperty("sessionId").GetString());

        Purposes(second).ShouldBe(["rewrite", "embed", "answer"]);
        second.GetProperty("citations")[0].GetProperty("text").GetString()!.ShouldContain("Jan Peeters");
        TalkingModel.TextOf(_model.Asked[^2]).ShouldContain("When does the office in Antwerp open?");
        var usage = (await server.Ada.GetAsync("/api/usage?groupBy=agent")).Json.GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("key").GetString() == agentId);
        usage.GetProperty("calls").GetInt32().ShouldBeGreaterThanOrEqualTo(5, "the rewrite and the questions' vectors are in the ledger");
    }

    [Fact]
    public async Task Chat_RerankOn_PutsFirstWhatTheModelNamedAndMetersIt()
    {
        var agentId = await AgentWithNotesAsync(new { knowledge = new { rerank = true, topK = 1 } },
            "The depot opens at seven in summer. Lorries use the northern gate.", "On holidays the depot opens late. Ask the porter for a key.");
        var answer = await ChatAsync(agentId, "When does the depot open?");

        Purposes(answer).ShouldBe(["embed", "rerank", "answer"]);
        var search = await server.Ada.PostAsync($"/api/agents/{agentId}/search", new { query = "When does the depot open?", topK = 5 });
        var second = search.Json.GetProperty("hits")[1].GetProperty("chunkId").GetString();
        answer.GetProperty("citations").EnumerateArray().Single().GetProperty("chunkId").GetString().ShouldBe(second);
        _model.Asked.Count(asked => TalkingModel.TextOf(asked).Contains(TalkingServer.Reranks, StringComparison.Ordinal))
            .ShouldBe(1, "searching by hand asks no model");
    }

    [Fact]
    public async Task Chat_AnswerStandsBesideWhatWasFound_ModelReadsItAndTheCitationStaysExact()
    {
        var filler = string.Concat(Enumerable.Range(0, 40).Select(i => $"Step {i} is done by the crew on deck {i}. "));
        var agentId = await AgentWithNotesAsync(
            new { knowledge = new { topK = 1 } }, $"# Drill\n\nThe evacuation drill begins with the siren. {filler}\n\nAt last the captain reports to Aalborg.\n");
        var answer = await ChatAsync(agentId, "What does the evacuation drill begin with?");

        var citation = answer.GetProperty("citations").EnumerateArray().Single();
        var asked = TalkingModel.TextOf(_model.Asked[^1]);
        asked.ShouldContain("the captain reports to Aalborg");
        asked.Split("Step 30 is done").Length.ShouldBe(2, "no text twice");
        citation.GetProperty("text").GetString()!.ShouldNotContain("Aalborg");
        var chunks = (await server.Ada.GetAsync($"/api/files/{citation.GetProperty("fileId").GetString()}/chunks")).Json.GetProperty("items");
        chunks.EnumerateArray().Single(chunk => chunk.GetProperty("id").GetString() == citation.GetProperty("chunkId").GetString())
            .GetProperty("text").GetString().ShouldBe(citation.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Chat_AgentWithoutFiles_AsksTheModelOnce()
    {
        var agentId = await server.Ada.AgentAsync();
        var first = await ChatAsync(agentId, "When does the office in Antwerp open?");
        var before = _model.Requests;
        await ChatAsync(agentId, "And who is its manager?", first.GetProperty("sessionId").GetString());

        (_model.Requests - before).ShouldBe(1, "neither a vector nor a rewrite");
    }

    [Fact]
    public async Task Chat_ProviderEmbeds_QuestionIsEmbeddedOnceAndAGreetingNever()
    {
        var agentId = await AgentWithNotesAsync(new { knowledge = new { mode = "vector" } });
        var before = _model.Embedded.Count;
        before.ShouldBeGreaterThan(0, "the passages");
        var answer = await ChatAsync(agentId, "Who is the manager of the office?");
        answer.GetProperty("citations")[0].GetProperty("text").GetString()!.ShouldContain("Jan Peeters");
        await ChatAsync(agentId, "Thank you!");
        await ChatAsync(agentId, "Who is the manager of the office?");

        _model.Embedded.Skip(before).ShouldBe(["Who is the manager of the office?"]);
    }

    [Fact]
    public async Task Embedding_OfFileTurnAndSearch_IsOnTheAccountOfWhoCausedIt()
    {
        var agentId = await AgentWithNotesAsync(new { }, "The lighthouse of Texel was painted red in 1864.");
        var answer = await ChatAsync(agentId, "When was the lighthouse of Texel painted?");
        var search = await server.Ada.PostAsync($"/api/agents/{agentId}/search", new { query = "Which colour has the lighthouse?" });
        search.Json.TryGetProperty("usage", out _).ShouldBeFalse();

        var embed = answer.GetProperty("usage").GetProperty("calls").EnumerateArray().First();
        (embed.GetProperty("purpose").GetString(), embed.GetProperty("model").GetString(), embed.GetProperty("inputTokens").GetInt32())
            .ShouldBe(("embed", "e", 1));

        // The search's row is written beside it.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (await CallsAsync("agent", agentId) < 4 && !patience.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        (await CallsAsync("agent", agentId)).ShouldBe(4, "the file, the question and the answer, the search; each once");
        (await CallsAsync("agent", "")).ShouldBe(0);
        (await CallsAsync("user", "")).ShouldBe(0);
    }

    [Fact]
    public async Task Chat_SmallTalkWithFiles_IsAnsweredWithoutSources()
    {
        var agentId = await AgentWithNotesAsync(new { knowledge = new { scope = "documentsOnly" } });
        var answer = await ChatAsync(agentId, "Hello!");

        Purposes(answer).ShouldBe(["answer"]);
        answer.GetProperty("citations").GetArrayLength().ShouldBe(0);
        TalkingModel.TextOf(_model.Asked[^1]).ShouldNotContain("<sources>\n");
    }

    [Fact]
    public async Task Chat_NothingFits_TellsTheModelSo()
    {
        var agentId = await AgentWithNotesAsync(new { knowledge = new { scope = "documentsOnly", minScore = 0.3 } });
        await ChatAsync(agentId, "Which chess player won the olympiad of 1972 in Skopje?");

        var asked = TalkingModel.TextOf(_model.Asked[^1]);
        asked.ShouldContain("No passage of the documents fits this question.");
        asked.ShouldContain("say plainly that the documents do not answer the question");
    }

    private static IEnumerable<string?> Purposes(JsonElement answer) =>
        answer.GetProperty("usage").GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("purpose").GetString());

    private async Task<int> CallsAsync(string groupBy, string key) =>
        (await server.Ada.GetAsync($"/api/usage?groupBy={groupBy}")).Json.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("key").GetString() == key).Sum(item => item.GetProperty("calls").GetInt32());

    private async Task<JsonElement> ChatAsync(string agentId, string message, string? sessionId = null)
    {
        var answer = await server.Ada.PostAsync("/api/chat", new { agentId, message, sessionId });
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Json;
    }

    private async Task<string> AgentWithNotesAsync(object config, params string[] notes)
    {
        var made = await server.Ada.PostAsync("/api/agents", new { name = "Grounded", config });
        made.Status.ShouldBe(201, made.Text);
        foreach (var text in notes.DefaultIfEmpty(Notes))
        {
            var upload = await server.Ada.UploadAsync(made.Id, "notes.md", text);
            using var watch = await server.Ada.OpenAsync(
                HttpMethod.Get, $"/api/files/{upload.Json.GetProperty("items")[0].GetProperty("id").GetString()}/events");
            (await watch.Content.ReadAsStringAsync()).ShouldContain("\"ready\"");
        }

        return made.Id;
    }
}
