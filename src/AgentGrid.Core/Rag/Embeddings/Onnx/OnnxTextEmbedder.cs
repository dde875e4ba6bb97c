using System.Numerics.Tensors;
using AgentGrid.Core.Llm;

namespace AgentGrid.Core.Rag.Embeddings.Onnx;

/// <summary>Embeds with a model from a folder on this machine: no key, no cost, nothing leaves the server.</summary>
internal sealed class OnnxTextEmbedder : ITextEmbedder
{
    /// <summary>What an ONNX model's name in a configuration begins with.</summary>
    public const string Prefix = "onnx/";

    // Rows of one call: its memory grows with rows × tokens² of the longest.
    private const int BatchRows = 16;

    private readonly IOnnxModel _model;
    private readonly WordPieceTokenizer _tokenizer;
    private readonly OnnxPooling _pooling;
    private readonly string _queryPrefix;
    private readonly string _passagePrefix;

    /// <param name="name">The model's name and everything that changes its vectors.</param>
    /// <param name="model">The loaded model.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="pooling">How token vectors become one.</param>
    /// <param name="dimensions">Length of its vectors.</param>
    /// <param name="queryPrefix">Put before questions, for models that were trained so.</param>
    /// <param name="passagePrefix">Put before passages.</param>
    public OnnxTextEmbedder(
        string name, IOnnxModel model, WordPieceTokenizer tokenizer, OnnxPooling pooling, int dimensions, string queryPrefix, string passagePrefix)
    {
        (Model, Dimensions) = (name, dimensions);
        (_model, _tokenizer, _pooling) = (model, tokenizer, pooling);
        (_queryPrefix, _passagePrefix) = (queryPrefix, passagePrefix);
    }

    public string Model { get; }

    public int Dimensions { get; }

    /// <exception cref="LlmException">The model gave something that is no vector of its length.</exception>
    public ValueTask<IReadOnlyList<byte[]>> EmbedAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var prefix = purpose == EmbeddingPurpose.Query ? _queryPrefix : _passagePrefix;
        var windows = texts.SelectMany((text, i) => _tokenizer.Encode(prefix, text).Select(tokens => (Text: i, Tokens: tokens)));
        var sums = new float[texts.Count][];

        // Windows of like length together, so that little is padding.
        foreach (var rows in windows.OrderBy(window => window.Tokens.Length).Chunk(BatchRows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = TokenBatch.Of([.. rows.Select(window => window.Tokens)], _tokenizer.Padding);
            var output = _model.Run(batch, cancellationToken);
            var expected = batch.Rows * Dimensions * (_model.IsPooled ? 1 : batch.Length);
            if (output.Length != expected)
            {
                throw new LlmException(
                    LlmErrorCodes.UnknownModel, $"{Model} gave {output.Length} numbers where {expected} were expected; its config.json does not fit it.");
            }

            for (var row = 0; row < rows.Length; row++)
            {
                var sum = sums[rows[row].Text] ??= new float[Dimensions];
                TensorPrimitives.Add(sum, VectorOf(output, batch, row), sum);
            }
        }

        return ValueTask.FromResult<IReadOnlyList<byte[]>>(Array.ConvertAll(sums, Stored));
    }

    /// <summary>The direction of the mean over a text's windows, which are of like length.</summary>
    private static byte[] Stored(float[] sum)
    {
        Pooler.Normalize(sum);
        return EmbeddingCodec.FromDense(sum);
    }

    private float[] VectorOf(float[] output, TokenBatch batch, int row)
    {
        var vector = new float[Dimensions];
        if (_model.IsPooled)
        {
            output.AsSpan(row * Dimensions, Dimensions).CopyTo(vector);
            Pooler.Normalize(vector);
        }
        else
        {
            Pooler.Pool(output, batch, _pooling, row, vector);
        }

        return vector;
    }
}
