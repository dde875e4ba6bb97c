using AgentGrid.Core.Llm;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AgentGrid.Core.Rag.Embeddings.Onnx.Runtime;

/// <summary>A model in ONNX Runtime; compiled with <c>WithOnnx=true</c>. A session may run on many threads at once.</summary>
internal sealed class OrtModel : IOnnxModel
{
    private const string IdsInput = "input_ids";
    private const string MaskInput = "attention_mask";
    private const string SegmentsInput = "token_type_ids";

    // Names that exporters give: the vectors of tokens first, as pooling here knows about padding.
    private static readonly string[] TokenOutputs = ["last_hidden_state", "token_embeddings"];
    private const string PooledOutput = "sentence_embedding";

    private readonly InferenceSession _session;
    private readonly string _output;

    /// <param name="session">Disposed of with this.</param>
    /// <exception cref="FormatException">The model does not take tokens and give vectors.</exception>
    public OrtModel(InferenceSession session)
    {
        _session = session;
        if (session.InputMetadata.FirstOrDefault(input => input.Key is not (IdsInput or MaskInput or SegmentsInput)
            || input.Value.ElementDataType != TensorElementType.Int64) is { Key: { } unknown })
        {
            throw new FormatException($"The model wants an input '{unknown}' that a text model has not, or not as 64-bit integers.");
        }

        _output = TokenOutputs.Append(PooledOutput).FirstOrDefault(session.OutputMetadata.ContainsKey)
            ?? throw new FormatException($"The model gives none of {string.Join(", ", TokenOutputs)}, {PooledOutput}.");
        if (session.OutputMetadata[_output].ElementDataType != TensorElementType.Float)
        {
            throw new FormatException($"The model gives '{_output}' in another form than 32-bit floats.");
        }

        IsPooled = session.OutputMetadata[_output].Dimensions.Length == 2;
    }

    public bool IsPooled { get; }

    public float[] Run(TokenBatch batch, CancellationToken cancellationToken)
    {
        long[] shape = [batch.Rows, batch.Length];
        using var ids = OrtValue.CreateTensorValueFromMemory(batch.Ids, shape);
        using var mask = OrtValue.CreateTensorValueFromMemory(batch.Mask, shape);
        using var segments = OrtValue.CreateTensorValueFromMemory(new long[batch.Ids.Length], shape);
        var inputs = new Dictionary<string, OrtValue>(StringComparer.Ordinal) { [IdsInput] = ids, [MaskInput] = mask, [SegmentsInput] = segments };
        foreach (var name in inputs.Keys.Where(name => !_session.InputMetadata.ContainsKey(name)).ToList())
        {
            inputs.Remove(name);
        }

        using var options = new RunOptions();
        using var stop = cancellationToken.Register(() => options.Terminate = true);
        try
        {
            using var outputs = _session.Run(options, inputs, [_output]);
            return outputs[0].GetTensorDataAsSpan<float>().ToArray();
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OnnxRuntimeException e)
        {
            throw new LlmException(LlmErrorCodes.ProviderError, $"The ONNX model failed: {e.Message}", inner: e);
        }
    }

    public void Dispose() => _session.Dispose();
}
