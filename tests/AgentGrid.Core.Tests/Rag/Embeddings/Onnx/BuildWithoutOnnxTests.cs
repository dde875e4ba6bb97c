using AgentGrid.Core.Rag.Embeddings;

namespace AgentGrid.Core.Tests.Rag.Embeddings.Onnx;

/// <summary>The build that has no ONNX Runtime, which is the usual one.</summary>
public sealed class BuildWithoutOnnxTests
{
    [Fact]
    public void Problem_ModelFolder_SaysHowToGetTheRuntime() =>
        new EmbeddingOptions { Model = "onnx/model" }.Problem().ShouldNotBeNull().ShouldContain("WithOnnx=true");
}
