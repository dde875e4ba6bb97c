using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Embeddings;

public sealed class EmbeddingTests
{
    private const string OpenAiTwo =
        """{"object":"list","data":[{"object":"embedding","index":1,"embedding":[0,1]},{"object":"embedding","index":0,"embedding":[1,0.5]}],"model":"m","usage":{"prompt_tokens":7,"total_tokens":7}}""";

    private const string GeminiTwo = """{"embeddings":[{"values":[1,0.5]},{"values":[0,1]}]}""";

    [Theory]
    [InlineData("openai", "/v1", OpenAiTwo, "/v1/embeddings", 7, false)]
    [InlineData("gemini", "", GeminiTwo, "/v1beta/models/m:batchEmbedContents", 4, true)]
    public async Task Generate_TwoTexts_GivesTheirVectorsInOrderAndMeters(
        string type, string basePath, string reply, string path, int tokens, bool estimated)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Json(reply));
        await using var host = Host(server, type, basePath);
        var vectors = await EmbedAsync(host, "one one", "two two");

        vectors.Select(vector => vector.Vector.ToArray()).ShouldBe([[1f, 0.5f], [0f, 1f]]);
        server.Requests.ShouldHaveSingleItem().Path.ShouldBe(path);
        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        record.Purpose.ShouldBe(UsagePurposes.Embed);
        record.Estimated.ShouldBe(estimated);
        record.InputTokens.ShouldBeInRange(tokens - 1, tokens + 2);
    }

    [Fact]
    public async Task Generate_TextsSeenBefore_AreNotSentAgain()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Json(OpenAiTwo), FakeReplies.Json(
            """{"data":[{"index":0,"embedding":[0.25,0.25]}],"usage":{"prompt_tokens":1}}"""));
        await using var host = Host(server, "openai", "/v1");
        await EmbedAsync(host, "one", "two");
        var vectors = await EmbedAsync(host, "two", "three", "one", "three");

        vectors.Select(vector => vector.Vector.Span[0]).ShouldBe([0f, 0.25f, 1f, 0.25f]);
        server.Requests[1].Json.GetProperty("input").EnumerateArray().Select(item => item.GetString()).ShouldBe(["three"]);
    }

    [Fact]
    public async Task Embed_QuestionAndPassage_AreToldApartWhereTheProviderDoes()
    {
        const string one = """{"embeddings":[{"values":[1,0.5]}]}""";
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Json(one));
        await using var host = Host(server, "gemini", "");
        var embedder = new ProviderTextEmbedder(host.Get<IEmbeddingGenerator<string, Embedding<float>>>(), "p/m", 2);
        await embedder.EmbedAsync(["same"], EmbeddingPurpose.Document);
        await embedder.EmbedAsync(["same"], EmbeddingPurpose.Query);
        await embedder.EmbedAsync(["same"], EmbeddingPurpose.Query);

        server.Requests.Select(request => request.Json.GetProperty("requests")[0].GetProperty("taskType").GetString())
            .ShouldBe(["RETRIEVAL_DOCUMENT", "RETRIEVAL_QUERY"], "the cache keeps the two apart, and each once");
    }

    [Fact]
    public async Task Generate_ServerErrors_AreRetried()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(503, "{}"), FakeReplies.Json(OpenAiTwo));
        await using var host = Host(server, "openai", "/v1");

        (await EmbedAsync(host, "one", "two")).Count.ShouldBe(2);
        host.Usage.Snapshot().Select(record => record.Outcome).ShouldBe([UsageOutcome.Failed, UsageOutcome.Succeeded]);
    }

    [Theory]
    [InlineData("""{"data":[{"index":0,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":-1,"embedding":[1]},{"index":9,"embedding":[1]}]}""")]
    [InlineData("""{}""")]
    public async Task Generate_VectorsMissing_IsAProtocolError(string reply)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Json(reply));
        await using var host = Host(server, "openai", "/v1");

        (await Should.ThrowAsync<LlmException>(() => EmbedAsync(host, "one", "two"))).Code.ShouldBe(LlmErrorCodes.Protocol);
    }

    [Theory]
    [InlineData("anthropic/m")]
    [InlineData("nobody/m")]
    [InlineData("m")]
    public async Task Generate_NoSuchEmbedder_FailsSayingSo(string model)
    {
        await using var host = new LlmHost([], name => name == "ANTHROPIC_API_KEY" ? "k" : null);

        (await Should.ThrowAsync<LlmException>(() => EmbedAsync(host, model, ["x"]))).Code.ShouldBe(LlmErrorCodes.UnknownModel);
    }

    private static LlmHost Host(FakeProviderServer server, string type, string basePath) => new(new Dictionary<string, string>
    {
        ["Providers:p:Type"] = type,
        ["Providers:p:BaseUrl"] = server.Address + basePath,
        ["Providers:p:ApiKey"] = "test-key",
        ["Retry:MaxRetries"] = "1",
        ["Retry:BaseDelaySeconds"] = "0.01",
    });

    private static Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(LlmHost host, params string[] texts) =>
        EmbedAsync(host, "p/m", texts);

    private static Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(LlmHost host, string model, string[] texts) =>
        host.Get<IEmbeddingGenerator<string, Embedding<float>>>().GenerateAsync(
            texts,
            new ModelRequest { Usage = new UsageScope { Sink = host.Usage } }.ApplyTo(new EmbeddingGenerationOptions { ModelId = model }));
}
