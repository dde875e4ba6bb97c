using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Retrieval.Vectors;

namespace AgentGrid.Core.Tests.Rag.Retrieval.Vectors;

public sealed class SparseVectorIndexTests : VectorIndexConformance
{
    protected override IVectorIndex Create() => new SparseVectorIndex();

    protected override byte[] Vector(int seed)
    {
        var random = new Random(seed);
        var text = string.Join(' ', Enumerable.Range(0, 30).Select(_ => $"w{random.Next(4_000):x4}"));
        return EmbeddingCodec.FromCounts(new NgramCounter().Count(text));
    }
}
