using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AgentGrid.Core.Rag.Embeddings.Onnx;

/// <summary>
/// A folder with a BERT-style sentence model as the usual exporters write it: <c>model.onnx</c> (or <c>onnx/model.onnx</c>),
/// <c>vocab.txt</c>, <c>config.json</c>, and where present <c>tokenizer_config.json</c>, <c>sentence_bert_config.json</c> and
/// <c>1_Pooling/config.json</c>.
/// </summary>
internal sealed class OnnxModelFolder
{
    private const int LongestSequence = 8_192;

    /// <summary>How a text longer than the model is read.</summary>
    private const string Reading = "windows";

    private OnnxModelFolder(string model, string vocabulary, BertOptions options, OnnxPooling pooling, int dimensions, string fingerprint) =>
        (ModelFile, VocabularyFile, Options, Pooling, Dimensions, Fingerprint) = (model, vocabulary, options, pooling, dimensions, fingerprint);

    public string ModelFile { get; }

    public string VocabularyFile { get; }

    public BertOptions Options { get; }

    public OnnxPooling Pooling { get; }

    public int Dimensions { get; }

    /// <summary>Changes with everything that changes vectors: what is in the folder, and how it is used.</summary>
    public string Fingerprint { get; }

    /// <exception cref="FormatException">What is missing or wrong, in words for whoever set the folder up.</exception>
    public static OnnxModelFolder Open(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new FormatException($"There is no folder '{folder}'.");
        }

        var model = Existing(folder, "model.onnx") ?? Existing(folder, "onnx/model.onnx")
            ?? throw new FormatException($"'{folder}' has neither model.onnx nor onnx/model.onnx.");
        var vocabulary = Existing(folder, "vocab.txt")
            ?? throw new FormatException($"'{folder}' has no vocab.txt: only models with a WordPiece vocabulary (BERT, MiniLM, BGE, E5 in English) can be used.");
        var config = Read(folder, "config.json") ?? throw new FormatException($"'{folder}' has no config.json.");
        var dimensions = Number(config, "hidden_size");
        if (dimensions is not (>= 1 and <= 8_192))
        {
            throw new FormatException($"'hidden_size' in the config.json of '{folder}' must be between 1 and 8192.");
        }

        var pooling = Read(folder, "1_Pooling/config.json") is { } pools && Flag(pools, "pooling_mode_cls_token") == true
            ? OnnxPooling.FirstToken
            : OnnxPooling.Mean;
        var options = ReadOptions(folder, config);
        if (options.StripAccents && "\u00E9".Normalize(NormalizationForm.FormD).Length != 2)
        {
            throw new FormatException(
                "The model drops diacritics, for which .NET needs ICU: install libicu and do not set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }

        return new OnnxModelFolder(
            model, vocabulary, options, pooling, (int)dimensions.Value, FingerprintOf(model, vocabulary, $"{options}{pooling}{Reading}"));
    }

    private static BertOptions ReadOptions(string folder, JsonElement config)
    {
        var tokenizer = Read(folder, "tokenizer_config.json") ?? default;
        var lowercase = Flag(tokenizer, "do_lower_case") ?? true;
        var lengths = new[]
        {
            Number(tokenizer, "model_max_length"), Number(Read(folder, "sentence_bert_config.json") ?? default, "max_seq_length"),
            Number(config, "max_position_embeddings"),
        };
        var longest = lengths.Where(static length => length is > 2 and <= LongestSequence).DefaultIfEmpty(512).Min()!.Value;
        var standard = new BertOptions();
        return new BertOptions(
            lowercase,
            Flag(tokenizer, "strip_accents") ?? lowercase,
            Flag(tokenizer, "tokenize_chinese_chars") ?? true,
            (int)longest,
            Token(tokenizer, "unk_token") ?? standard.Unknown,
            Token(tokenizer, "pad_token") ?? standard.Padding,
            Token(tokenizer, "cls_token") ?? standard.Start,
            Token(tokenizer, "sep_token") ?? standard.End);
    }

    private static string FingerprintOf(string model, string vocabulary, string options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        foreach (var file in new[] { model, vocabulary })
        {
            using var stream = File.OpenRead(file);
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
            }
        }

        hash.AppendData(Encoding.UTF8.GetBytes(options));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6));
    }

    private static string? Existing(string folder, string name) => Path.Combine(folder, name) is var path && File.Exists(path) ? path : null;

    private static JsonElement? Read(string folder, string name)
    {
        if (Existing(folder, name) is not { } path)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new FormatException($"'{path}' is not a JSON object.");
        }
        catch (JsonException e)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{path}' is not JSON (line {e.LineNumber + 1})."), e);
        }
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    // Lengths may be written as 1e30, meaning none.
    private static double? Number(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) ? number : null;

    private static bool? Flag(JsonElement element, string name) => Member(element, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    // A token is written as text, or as an object with more about it.
    private static string? Token(JsonElement element, string name) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } token => Token(token, "content"),
        _ => null,
    };
}
