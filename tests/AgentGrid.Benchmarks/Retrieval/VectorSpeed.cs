using System.Diagnostics;
using System.Numerics.Tensors;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Retrieval;
using AgentGrid.Core.Rag.Retrieval.Vectors;

namespace AgentGrid.Benchmarks.Retrieval;

/// <summary>Exact dense search over random unit vectors, beside a plain scan with float32 dot products in the same run.</summary>
internal static class VectorSpeed
{
    private const int TopK = 10;
    private const int Seed = 20_240_611;

    /// <param name="Index">Milliseconds a query through the index, sorted.</param>
    /// <param name="Plain">Milliseconds a query through the plain scan, sorted.</param>
    /// <param name="Recall">Share of the plain scan's answer that the index found.</param>
    /// <param name="BytesPerChunk">Managed memory the index took, per vector.</param>
    /// <param name="IndexCpu">Milliseconds of processor time a query through the index: what a core of its own would take.</param>
    /// <param name="PlainCpu">The same through the plain scan.</param>
    public sealed record Result(
        double[] Index, double[] Plain, double Recall, double BytesPerChunk, double IndexCpu, double PlainCpu);

    public static async Task<Result> RunAsync(int vectors, int dimensions, int queries, CancellationToken cancellationToken)
    {
        var random = new Random(Seed);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var index = new DenseVectorIndex(dimensions);
        const int batch = 1_000;
        for (var start = 0; start < vectors; start += batch)
        {
            var chunks = new EmbeddedChunk[Math.Min(batch, vectors - start)];
            for (var i = 0; i < chunks.Length; i++)
            {
                chunks[i] = new EmbeddedChunk(new ChunkKey(1, start + i), EmbeddingCodec.FromDense(Gaussian(random, dimensions)));
            }

            await index.AddAsync(chunks, cancellationToken);
        }

        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)vectors;
        var reader = index.OpenReader();
        var plainRows = PlainRows(vectors, dimensions);
        var (indexMs, plainMs, found) = (new double[queries], new double[queries], 0);
        TimeSpan indexCpu = default, plainCpu = default;
        var scores = new float[vectors];
        for (var q = -5; q < queries; q++)
        {
            var query = Gaussian(random, dimensions);
            var blob = EmbeddingCodec.FromDense(query);
            var cpu = Environment.CpuUsage.TotalTime;
            var began = Stopwatch.GetTimestamp();
            var hits = (await reader.SearchAsync(blob, TopK, [], cancellationToken)).Hits;
            var indexTook = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            var between = Environment.CpuUsage.TotalTime;
            began = Stopwatch.GetTimestamp();
            var expected = PlainTop(plainRows, dimensions, query, scores);
            var plainTook = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (q >= 0)
            {
                (indexMs[q], plainMs[q]) = (indexTook, plainTook);
                indexCpu += between - cpu;
                plainCpu += Environment.CpuUsage.TotalTime - between;
                found += hits.Count(hit => expected.Contains(hit.Key.Ordinal));
            }
        }

        Array.Sort(indexMs);
        Array.Sort(plainMs);
        return new Result(
            indexMs,
            plainMs,
            found / (double)(queries * TopK),
            bytes,
            indexCpu.TotalMilliseconds / queries,
            plainCpu.TotalMilliseconds / queries);
    }

    // The same numbers again from the same seed.
    private static float[] PlainRows(int vectors, int dimensions)
    {
        var random = new Random(Seed);
        var rows = new float[vectors * dimensions];
        for (var i = 0; i < vectors; i++)
        {
            var vector = Gaussian(random, dimensions);
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), rows.AsSpan(i * dimensions, dimensions));
        }

        return rows;
    }

    private static HashSet<int> PlainTop(float[] rows, int dimensions, float[] query, float[] scores)
    {
        var top = new PriorityQueue<int, float>();
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = TensorPrimitives.Dot<float>(query, rows.AsSpan(i * dimensions, dimensions));
            if (top.Count < TopK)
            {
                top.Enqueue(i, scores[i]);
            }
            else
            {
                top.EnqueueDequeue(i, scores[i]);
            }
        }

        return [.. top.UnorderedItems.Select(item => item.Element)];
    }

    private static float[] Gaussian(Random random, int dimensions)
    {
        var vector = new float[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            vector[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return vector;
    }
}
