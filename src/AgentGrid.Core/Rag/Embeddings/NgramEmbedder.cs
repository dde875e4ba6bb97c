namespace AgentGrid.Core.Rag.Embeddings;

/// <summary>
/// The built-in embedder: counts of hashed character n-grams in 4,096 buckets. Needs no model file, is deterministic, and finds
/// words in other forms, compounds and misspellings that a keyword misses. The index applies sublinear tf and its own idf.
/// </summary>
public sealed class NgramEmbedder : ITextEmbedder
{
    /// <summary>Name without version, as a configuration says it.</summary>
    public const string Name = "builtin/ngram";

    /// <summary>Name with version: changes with every change of folding, n-grams or hash.</summary>
    public const string ModelName = Name + "-v1";

    /// <summary>Number of buckets.</summary>
    public const int Buckets = 4_096;

    // Its buffers are 25 KB, and every question is embedded.
    [ThreadStatic]
    private static NgramCounter? _counter;

    /// <summary>Whether a model is this one, in this or another version.</summary>
    public static bool IsVersion(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model == Name || model.StartsWith(Name + "-", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public string Model => ModelName;

    /// <inheritdoc/>
    public int Dimensions => Buckets;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<byte[]>> EmbedAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var embeddings = new byte[texts.Count][];
        var counter = _counter ??= new NgramCounter();
        for (var i = 0; i < embeddings.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            embeddings[i] = EmbeddingCodec.FromCounts(counter.Count(texts[i]));
        }

        return ValueTask.FromResult<IReadOnlyList<byte[]>>(embeddings);
    }
}
