using AgentGrid.Core.Llm;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Embeddings.Onnx;

namespace AgentGrid.Core.Tests.Rag.Embeddings.Onnx;

public sealed class OnnxTextEmbedderTests
{
    private static readonly string[] Vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "query", "passage", ":", .. Enumerable.Range(0, 50).Select(i => $"w{i}")];

    [Fact]
    public async Task Embed_ManyTexts_GivesEachItsVectorInOrder()
    {
        var model = new CountingModel(Vocabulary.Length);
        var texts = Enumerable.Range(0, 40).Select(i => string.Join(' ', Enumerable.Repeat($"w{i}", 1 + ((i * 7) % 11)))).ToList();

        var vectors = await Embedder(model).EmbedAsync(texts, EmbeddingPurpose.Document);

        model.Batches.ShouldAllBe(batch => batch.Rows <= 16);
        model.Batches.Sum(batch => batch.Ids.Length).ShouldBeLessThan(2 * texts.Sum(text => 2 + text.Split(' ').Length));
        for (var i = 0; i < texts.Count; i++)
        {
            var vector = new float[Vocabulary.Length];
            EmbeddingCodec.TryReadDense(vectors[i], vector).ShouldBeTrue();
            vector[Array.IndexOf(Vocabulary, $"w{i}")].ShouldBeGreaterThan(0);
            vector[0].ShouldBe(0, "padding counted");
            vector.Sum(value => value * value).ShouldBe(1f, 1e-5f);
        }
    }

    [Fact]
    public async Task Embed_PurposesWithPrefixes_PutsThemBefore()
    {
        var model = new CountingModel(Vocabulary.Length);
        var embedder = Embedder(model, "query: ", "passage: ");

        await embedder.EmbedAsync(["w1"], EmbeddingPurpose.Query);
        await embedder.EmbedAsync(["w1"], EmbeddingPurpose.Document);

        model.Batches.Select(batch => Vocabulary[batch.Ids[1]]).ShouldBe(["query", "passage"]);
    }

    [Fact]
    public async Task Embed_ModelThatPools_TakesItsVectors()
    {
        var model = new CountingModel(Vocabulary.Length) { IsPooled = true };
        var vector = new float[Vocabulary.Length];

        EmbeddingCodec.TryReadDense((await Embedder(model).EmbedAsync(["w1 w1"], EmbeddingPurpose.Document))[0], vector).ShouldBeTrue();

        vector[Array.IndexOf(Vocabulary, "w1")].ShouldBe(2 / MathF.Sqrt(6), 1e-5f);
    }

    [Fact]
    public async Task Embed_ModelOfOtherDimensions_Fails() =>
        (await Should.ThrowAsync<LlmException>(async () => await Embedder(new CountingModel(8)).EmbedAsync(["w1"], EmbeddingPurpose.Document)))
            .Message.ShouldContain("config.json");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Embed_TextLongerThanTheModel_CountsToItsEnd(bool pooled)
    {
        var model = new CountingModel(Vocabulary.Length) { IsPooled = pooled };
        var text = string.Join(' ', Enumerable.Range(0, 50).SelectMany(i => Enumerable.Repeat($"w{i}", 30)));

        var vectors = await Embedder(model, passage: "passage: ").EmbedAsync(["w1", text, "w2"], EmbeddingPurpose.Document);

        var vector = new float[Vocabulary.Length];
        EmbeddingCodec.TryReadDense(vectors[1], vector).ShouldBeTrue();
        Enumerable.Range(0, 50).ShouldAllBe(i => vector[Array.IndexOf(Vocabulary, $"w{i}")] > 0);
        vector.Sum(value => value * value).ShouldBe(1f, 1e-5f);
        model.Batches.ShouldAllBe(batch => batch.Length <= 512);
        model.Batches.Sum(batch => batch.Ids.Count(id => Vocabulary[id] == "passage")).ShouldBe(2 + 3);
    }

    [Fact]
    public async Task Embed_Cancelled_StopsBetweenBatches()
    {
        using var stop = new CancellationTokenSource();
        var model = new CountingModel(Vocabulary.Length) { BeforeRun = stop.Cancel };

        await Should.ThrowAsync<OperationCanceledException>(async () =>
            await Embedder(model).EmbedAsync([.. Enumerable.Repeat("w1", 100)], EmbeddingPurpose.Document, stop.Token));
        model.Batches.Count.ShouldBe(1);
    }

    private static OnnxTextEmbedder Embedder(IOnnxModel model, string query = "", string passage = "") => new(
        "onnx/test", model, new WordPieceTokenizer(Vocabulary, new BertOptions()), OnnxPooling.Mean, Vocabulary.Length, query, passage);

    /// <summary>The vector of a token is 1 at its id, so that a text's vector counts its tokens.</summary>
    private sealed class CountingModel(int dimensions) : IOnnxModel
    {
        public List<TokenBatch> Batches { get; } = [];

        public Action BeforeRun { get; init; } = () => { };

        public bool IsPooled { get; init; }

        public float[] Run(TokenBatch batch, CancellationToken cancellationToken)
        {
            BeforeRun();
            Batches.Add(batch);
            var output = new float[dimensions * batch.Rows * (IsPooled ? 1 : batch.Length)];
            for (var i = 0; i < batch.Ids.Length; i++)
            {
                if (batch.Ids[i] < dimensions)
                {
                    output[((IsPooled ? i / batch.Length : i) * dimensions) + batch.Ids[i]]++;
                }
            }

            return output;
        }

        public void Dispose()
        {
        }
    }
}
