using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Embeddings.Onnx;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Core.Tests.Rag.Embeddings.Onnx;

public sealed class OnnxModelFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public OnnxModelFolderTests()
    {
        Write("onnx/model.onnx", "model");
        Write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\nword\n");
        Write("config.json", """{"hidden_size":384,"max_position_embeddings":512}""");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_OnlyWhatIsNeeded_ReadsLikeBert()
    {
        var folder = OnnxModelFolder.Open(_folder.FullPath);

        folder.Options.ShouldBe(new BertOptions());
        (folder.Dimensions, folder.Pooling).ShouldBe((384, OnnxPooling.Mean));
        Path.GetFileName(folder.ModelFile).ShouldBe("model.onnx");
    }

    [Fact]
    public void Open_EveryConfiguration_IsFollowed()
    {
        Write("tokenizer_config.json",
            """{"do_lower_case":false,"strip_accents":null,"tokenize_chinese_chars":false,"model_max_length":1e30,"unk_token":{"content":"<u>"},"cls_token":"<s>"}""");
        Write("sentence_bert_config.json", """{"max_seq_length":256}""");
        Write("1_Pooling/config.json", """{"pooling_mode_cls_token":true}""");

        var folder = OnnxModelFolder.Open(_folder.FullPath);

        folder.Options.ShouldBe(new BertOptions(Lowercase: false, StripAccents: false, SplitIdeographs: false, MaxTokens: 256, Unknown: "<u>", Start: "<s>"));
        folder.Pooling.ShouldBe(OnnxPooling.FirstToken);
    }

    [Theory]
    [InlineData("onnx/model.onnx", null, "model.onnx")]
    [InlineData("vocab.txt", null, "WordPiece")]
    [InlineData("config.json", null, "config.json")]
    [InlineData("config.json", "{}", "hidden_size")]
    [InlineData("config.json", "[1]", "JSON object")]
    [InlineData("tokenizer_config.json", "{\n not json", "line 2")]
    public void Open_SomethingMissingOrBroken_SaysWhat(string file, string? content, string said)
    {
        if (content is null)
        {
            File.Delete(Path.Combine(_folder.FullPath, file));
        }
        else
        {
            Write(file, content);
        }

        Should.Throw<FormatException>(() => OnnxModelFolder.Open(_folder.FullPath)).Message.ShouldContain(said);
    }

    [Fact]
    public void Fingerprint_AnythingThatChangesVectors_ChangesIt()
    {
        var prints = new HashSet<string> { Fingerprint() };
        foreach (var (file, content) in new[] { ("onnx/model.onnx", "other"), ("vocab.txt", "[PAD]\n"), ("tokenizer_config.json", """{"do_lower_case":false}""") })
        {
            prints.Add(Fingerprint()).ShouldBeFalse("it is the same for the same folder");
            Write(file, content);
            prints.Add(Fingerprint()).ShouldBeTrue(file);
        }
    }

    [Theory]
    [InlineData("onnx/")]
    [InlineData("onnx/..")]
    [InlineData("onnx/../secrets")]
    [InlineData("onnx/a\\b")]
    public void Problem_NameThatIsNoFolder_IsRefused(string model) =>
        new EmbeddingOptions { Model = model, ModelsFolder = _folder.FullPath }.Problem().ShouldNotBeNull().ShouldContain("ModelsFolder");

    private string Fingerprint() => OnnxModelFolder.Open(_folder.FullPath).Fingerprint;

    private void Write(string file, string content)
    {
        var path = Path.Combine(_folder.FullPath, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
