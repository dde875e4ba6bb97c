using System.Numerics.Tensors;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Retrieval;
using AgentGrid.Core.Rag.Retrieval.Vectors;

namespace AgentGrid.Core.Tests.Rag.Retrieval.Vectors;

public sealed class DenseVectorIndexTests : VectorIndexConformance
{
    private const int Dimensions = 100;

    [Fact]
    public async Task Search_VectorsThatRoundingCannotTellApart_StillFindsTheExactBest()
    {
        // All within one step of the 8-bit code of each other.
        var index = new DenseVectorIndex(Dimensions);
        var rows = Enumerable.Range(0, 3_000).Select(i => Near(i)).ToArray();
        await index.AddAsync([.. rows.Select((row, i) => new EmbeddedChunk(new ChunkKey(1, i), EmbeddingCodec.FromDense(row)))]);
        var query = Near(77_777);

        var hits = (await index.OpenReader().SearchAsync(EmbeddingCodec.FromDense(query), 10, [])).Hits;

        var expected = rows
            .Select((row, i) => (Ordinal: i, Score: TensorPrimitives.CosineSimilarity<float>(row, query)))
            .OrderByDescending(pair => pair.Score)
            .Take(10)
            .Select(pair => pair.Ordinal);
        hits.Select(hit => hit.Key.Ordinal).Intersect(expected).Count().ShouldBeGreaterThanOrEqualTo(9, "float rounding may swap the last");
    }

    [Fact]
    public async Task Add_NotANumber_IsRefused()
    {
        var vector = new float[Dimensions];
        vector[3] = float.NaN;

        await Should.ThrowAsync<FormatException>(async () =>
            await new DenseVectorIndex(Dimensions).AddAsync([new EmbeddedChunk(default, EmbeddingCodec.FromDense(vector))]));
    }

    [Fact]
    public void Int8Dot_AnyRows_EqualsPlainSum()
    {
        var random = new Random(3);
        var query = Enumerable.Range(0, 96).Select(_ => (short)random.Next(-Int8Dot.MaxQuery, Int8Dot.MaxQuery + 1)).ToArray();
        var codes = Enumerable.Range(0, 96 * 5).Select(_ => (sbyte)random.Next(-127, 128)).ToArray();
        var products = new int[5];

        Int8Dot.Rows(query, codes, products);

        for (var row = 0; row < 5; row++)
        {
            products[row].ShouldBe(query.Select((value, i) => value * codes[(row * 96) + i]).Sum());
        }
    }

    protected override IVectorIndex Create() => new DenseVectorIndex(Dimensions);

    protected override byte[] Vector(int seed) => EmbeddingCodec.FromDense(Random(seed, 1));

    private static float[] Near(int seed)
    {
        var vector = Random(seed, 0.001f);
        vector[0] += 1;
        return vector;
    }

    private static float[] Random(int seed, float size)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Dimensions).Select(_ => (random.NextSingle() - 0.5f) * size)];
    }
}
