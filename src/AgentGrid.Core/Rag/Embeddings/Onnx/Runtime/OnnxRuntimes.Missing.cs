namespace AgentGrid.Core.Rag.Embeddings.Onnx.Runtime;

/// <summary>Stands in where the build has no ONNX runtime; its counterpart is compiled with <c>WithOnnx=true</c>.</summary>
internal static class OnnxRuntimes
{
    public static bool AreBuiltIn => false;

    public static IOnnxModel Load(string modelFile) =>
        throw new FormatException($"'{modelFile}' cannot be loaded: this build has no ONNX runtime. Build with -p:WithOnnx=true.");
}
