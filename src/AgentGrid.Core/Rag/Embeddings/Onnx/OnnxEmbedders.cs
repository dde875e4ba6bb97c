using System.Security.Cryptography;
using System.Text;
using AgentGrid.Core.Rag.Embeddings.Onnx.Runtime;

namespace AgentGrid.Core.Rag.Embeddings.Onnx;

/// <summary>Makes embedders of model folders, as <see cref="EmbeddingOptions"/> say.</summary>
public static class OnnxEmbedders
{
    /// <summary>Whether this is the name of a model folder.</summary>
    public static bool IsName(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.StartsWith(OnnxTextEmbedder.Prefix, StringComparison.Ordinal);
    }

    /// <summary>Loads a model; it stays in memory.</summary>
    /// <exception cref="FormatException">What is wrong with the folder.</exception>
    public static ITextEmbedder Open(EmbeddingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = OnnxModelFolder.Open(PathOf(options));
        var tokenizer = new WordPieceTokenizer(File.ReadLines(folder.VocabularyFile), folder.Options);
        return new OnnxTextEmbedder(
            NameOf(options, folder), OnnxRuntimes.Load(folder.ModelFile), tokenizer, folder.Pooling, folder.Dimensions,
            options.QueryPrefix, options.PassagePrefix);
    }

    /// <summary>What is wrong with a model's name or folder, or null.</summary>
    internal static string? Problem(EmbeddingOptions options)
    {
        var name = options.Model[OnnxTextEmbedder.Prefix.Length..];
        if (name.Length == 0 || name is "." or ".." || name.AsSpan().ContainsAny('/', '\\'))
        {
            return $"{EmbeddingOptions.Section}:Model is '{options.Model}'; write onnx/ and the name of a folder in {EmbeddingOptions.Section}:ModelsFolder.";
        }

        if (!OnnxRuntimes.AreBuiltIn)
        {
            return $"{EmbeddingOptions.Section}:Model is '{options.Model}', but this build has no ONNX runtime. Build with -p:WithOnnx=true.";
        }

        try
        {
            var folder = OnnxModelFolder.Open(PathOf(options));
            _ = new WordPieceTokenizer(File.ReadLines(folder.VocabularyFile), folder.Options);
            return null;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            return $"{EmbeddingOptions.Section}:Model is '{options.Model}': {e.Message}";
        }
    }

    private static string PathOf(EmbeddingOptions options) =>
        Path.GetFullPath(Path.Combine(options.ModelsFolder, options.Model[OnnxTextEmbedder.Prefix.Length..]));

    // Another file under the same name, and another prefix, make other vectors.
    private static string NameOf(EmbeddingOptions options, OnnxModelFolder folder)
    {
        var prefixes = options.PassagePrefix.Length == 0 && options.QueryPrefix.Length == 0
            ? ""
            : "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.QueryPrefix}\n{options.PassagePrefix}")).AsSpan(0, 3));
        return $"{options.Model}#{folder.Fingerprint}{prefixes}";
    }
}
