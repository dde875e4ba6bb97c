using System.Text.Json;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Testing.Llm;
using AgentGrid.Testing.Time;
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
        var embedder = Embedder(host);
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
        host.Usage.Snapshot().ShouldAllBe(record => record.InputTokens > 0 && record.Estimated);
    }

    [Fact]
    public async Task Generate_AnswerWithoutIndexes_IsReadByPosition()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Json("""{"data":[{"embedding":[1,0.5]},{"embedding":[0,1]}]}"""));
        await using var host = Host(server, "openai", "/v1");

        (await EmbedAsync(host, "one", "two")).Select(vector => vector.Vector.ToArray()).ShouldBe([[1f, 0.5f], [0f, 1f]]);
    }

    [Fact]
    public async Task Generate_Base64_IsReadAsNumbersAndAskedForWhereItIsKnown()
    {
        await using var server = await FakeProviderServer.StartAsync(EmbeddingWire.Vectors(_ => "AACAPwAAAD8="));
        foreach (var (type, encoding) in new[] { ("openai", "base64"), ("openai-compatible", "float") })
        {
            await using var host = Host(server, type, "/v1");

            (await EmbedAsync(host, "one")).ShouldHaveSingleItem().Vector.ToArray().ShouldBe([1f, 0.5f]);
            server.Requests[^1].Json.GetProperty("encoding_format").GetString().ShouldBe(encoding);
        }
    }

    public static TheoryData<string> Unusable => new("[1]", "[1,2,3]", "[1e39,1]", "[0,0]", "null", "\"AACAPw==\"", "\"no base64\"");

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task Embed_VectorsThatCannotBeUsed_AreRefusedAndAskedForAgain(string vector)
    {
        await using var server = await FakeProviderServer.StartAsync(EmbeddingWire.Vectors(_ => JsonSerializer.Deserialize<JsonElement>(vector)));
        await using var host = Host(server, "openai", "/v1");
        var embedder = Embedder(host);

        foreach (var purpose in Enum.GetValues<EmbeddingPurpose>())
        {
            await Should.ThrowAsync<LlmException>(() => embedder.EmbedAsync(["one", "two"], purpose).AsTask());
        }

        server.Enqueue(EmbeddingWire.Vectors(text => EmbeddingWire.Unit(text, 2)));
        foreach (var purpose in Enum.GetValues<EmbeddingPurpose>())
        {
            (await embedder.EmbedAsync(["one", "two"], purpose)).ShouldAllBe(bytes => EmbeddingCodec.Fits(bytes, 2));
        }
    }

    [Fact]
    public async Task Embed_OneUnusableVectorAmongGoodOnes_IsTheOnlyOneAskedForAgain()
    {
        await using var server = await FakeProviderServer.StartAsync(EmbeddingWire.Vectors(text => text == "two" ? EmbeddingWire.Infinite(2) : [1, 2]));
        await using var host = Host(server, "openai", "/v1");
        (await Should.ThrowAsync<LlmException>(() => Embedder(host).EmbedAsync(["one", "two"], EmbeddingPurpose.Document).AsTask()))
            .Message.ShouldContain("not finite");
        server.Enqueue(EmbeddingWire.Vectors(text => EmbeddingWire.Unit(text, 2)));

        (await Embedder(host).EmbedAsync(["one", "two"], EmbeddingPurpose.Document)).Count.ShouldBe(2);

        server.Requests[^1].Json.GetProperty("input").EnumerateArray().Select(item => item.GetString()).ShouldBe(["two"]);
    }

    [Fact]
    public async Task Embed_ZerosForOneTextOfMany_AreTaken()
    {
        // A model that looks words up knows none of this one; it says so again whenever it is asked.
        await using var server = await FakeProviderServer.StartAsync(EmbeddingWire.Vectors(text => text == "xyzzy" ? new float[2] : EmbeddingWire.Unit(text, 2)));
        await using var host = Host(server, "openai", "/v1");

        var vectors = await Embedder(host).EmbedAsync(["one", "xyzzy"], EmbeddingPurpose.Document);
        await Embedder(host).EmbedAsync(["one", "xyzzy"], EmbeddingPurpose.Document);

        vectors.Select(bytes => EmbeddingCodec.Fits(bytes, 2)).ShouldBe([true, false]);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Embed_SameModelWithOtherDimensions_IsAskedAnew()
    {
        await using var server = await FakeProviderServer.StartAsync(EmbeddingWire.Vectors(text => EmbeddingWire.Unit(text, 2)));
        await using var host = Host(server, "openai", "/v1");
        await Embedder(host).EmbedAsync(["one"], EmbeddingPurpose.Document);
        server.Enqueue(EmbeddingWire.Vectors(text => EmbeddingWire.Unit(text, 3)));

        (await Embedder(host, 3).EmbedAsync(["one"], EmbeddingPurpose.Document)).ShouldAllBe(bytes => EmbeddingCodec.Fits(bytes, 3));
        (await Embedder(host).EmbedAsync(["one"], EmbeddingPurpose.Document)).ShouldAllBe(bytes => EmbeddingCodec.Fits(bytes, 2));
        server.Requests.ShouldAllBe(request => !request.Body.Contains("dimensions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Embed_QuestionThatHangs_IsGivenUpInItsTime()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Silence());
        await using var host = Host(server, "openai", "/v1");
        var clock = new ManualTimeProvider();
        var embedding = Embedder(host, clock: clock).EmbedAsync(["how?"], EmbeddingPurpose.Query).AsTask();
        clock.Advance(TimeSpan.FromSeconds(4.9));
        embedding.IsCompleted.ShouldBeFalse();

        clock.Advance(TimeSpan.FromSeconds(0.2));

        (await Should.ThrowAsync<LlmException>(() => embedding)).Code.ShouldBe(LlmErrorCodes.Timeout);
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

    private static ProviderTextEmbedder Embedder(LlmHost host, int dimensions = 2, TimeProvider? clock = null) => new(
        host.Get<IEmbeddingGenerator<string, Embedding<float>>>(), "p/m", dimensions, TimeSpan.FromSeconds(5), clock ?? TimeProvider.System);

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
