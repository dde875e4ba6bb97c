using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Embeddings.Onnx;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Core.Tests.Rag.Embeddings.Onnx.Runtime;

/// <summary>The real ONNX Runtime on a model file; compiled with <c>WithOnnx=true</c>.</summary>
public sealed class OnnxEmbeddersTests : IDisposable
{
    private static readonly string[] Vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "red", "green", "blue", "##ish"];
    private readonly TempFolder _folder = new();

    public OnnxEmbeddersTests()
    {
        Directory.CreateDirectory(ModelPath(""));
        File.WriteAllText(ModelPath("vocab.txt"), string.Join('\n', Vocabulary) + "\n");
        File.WriteAllText(ModelPath("config.json"), $$"""{"hidden_size":{{Vocabulary.Length}},"max_position_embeddings":16}""");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("input_ids")]
    [InlineData("input_ids", "attention_mask")]
    [InlineData("input_ids", "attention_mask", "token_type_ids")]
    public async Task Embed_ModelOfTokens_IsTheMeanOfWhatIsNotPadding(params string[] inputs)
    {
        Model(SmallModel.Write(Vocabulary.Length, pooled: false, inputs));

        var vectors = await EmbedAsync("Red", "green blueish green");

        vectors[0].ShouldBe(Unit(("[CLS]", 1), ("red", 1), ("[SEP]", 1)), tolerance: 1e-5);
        vectors[1].ShouldBe(Unit(("[CLS]", 1), ("green", 2), ("blue", 1), ("##ish", 1), ("[SEP]", 1)), tolerance: 1e-5);
    }

    [Fact]
    public async Task Embed_ModelThatPools_IsWhatItGives()
    {
        Model(SmallModel.Write(Vocabulary.Length, pooled: true, "input_ids", "attention_mask"));

        (await EmbedAsync("blue"))[0].ShouldBe(Unit(("[CLS]", 1), ("blue", 1), ("[SEP]", 1)), tolerance: 1e-5);
    }

    [Fact]
    public async Task Embed_FromManyThreads_GivesEachItsOwn()
    {
        Model(SmallModel.Write(Vocabulary.Length, pooled: false, "input_ids", "attention_mask"));
        var embedder = OnnxEmbedders.Open(Options());

        await Parallel.ForAsync(0, 64, async (i, stop) =>
        {
            var word = Vocabulary[4 + (i % 3)];
            var vector = Read((await embedder.EmbedAsync([word], EmbeddingPurpose.Document, stop))[0]);
            vector.ShouldBe(Unit(("[CLS]", 1), (word, 1), ("[SEP]", 1)), tolerance: 1e-5);
        });
    }

    [Fact]
    public void Open_FileThatIsNoModel_SaysWhich()
    {
        Model("not a model"u8.ToArray());

        Should.Throw<FormatException>(() => OnnxEmbedders.Open(Options())).Message.ShouldContain("model.onnx' cannot be loaded");
    }

    [Fact]
    public void Open_ModelWithAnotherInput_NamesIt()
    {
        Model(SmallModel.Write(Vocabulary.Length, pooled: false, "input_ids", "pixel_values"));

        Should.Throw<FormatException>(() => OnnxEmbedders.Open(Options())).Message.ShouldContain("pixel_values");
    }

    [Fact]
    public void Problem_FolderThatCanBeUsed_IsNone()
    {
        Model(SmallModel.Write(Vocabulary.Length, pooled: false, "input_ids"));

        Options().Problem().ShouldBeNull();
    }

    private async Task<float[][]> EmbedAsync(params string[] texts) =>
        [.. (await OnnxEmbedders.Open(Options()).EmbedAsync(texts, EmbeddingPurpose.Document)).Select(Read)];

    private static float[] Read(byte[] embedding)
    {
        var vector = new float[Vocabulary.Length];
        EmbeddingCodec.TryReadDense(embedding, vector).ShouldBeTrue();
        return vector;
    }

    private static float[] Unit(params (string Token, int Times)[] tokens)
    {
        var length = MathF.Sqrt(tokens.Sum(token => token.Times * token.Times));
        var vector = new float[Vocabulary.Length];
        foreach (var (token, times) in tokens)
        {
            vector[Array.IndexOf(Vocabulary, token)] = times / length;
        }

        return vector;
    }

    private EmbeddingOptions Options() => new() { Model = "onnx/small", ModelsFolder = _folder.FullPath };

    private void Model(byte[] bytes) => File.WriteAllBytes(ModelPath("model.onnx"), bytes);

    private string ModelPath(string name) => Path.Combine(_folder.FullPath, "small", name);
}
