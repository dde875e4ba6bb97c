using Microsoft.ML.OnnxRuntime;

namespace AgentGrid.Core.Rag.Embeddings.Onnx.Runtime;

/// <summary>Loads models with ONNX Runtime; compiled with <c>WithOnnx=true</c>.</summary>
internal static class OnnxRuntimes
{
    public static bool AreBuiltIn => true;

    /// <exception cref="FormatException">The file is no model that can be used.</exception>
    public static IOnnxModel Load(string modelFile)
    {
        try
        {
            using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
            return new OrtModel(new InferenceSession(modelFile, options));
        }
        catch (OnnxRuntimeException e)
        {
            throw new FormatException($"'{modelFile}' cannot be loaded: {e.Message}", e);
        }
    }
}
