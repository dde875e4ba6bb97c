using AgentGrid.Benchmarks.Chat;
using AgentGrid.Benchmarks.Grains;
using AgentGrid.Benchmarks.Ingest;
using AgentGrid.Benchmarks.Retrieval;
using AgentGrid.Benchmarks.Running;
using AgentGrid.Benchmarks.Startup;
using AgentGrid.Benchmarks.Storage;

namespace AgentGrid.Benchmarks;

/// <summary>Every benchmark, by the name it is called with. A new one is one line here and a folder of its own.</summary>
internal static class BenchmarkList
{
    public static IReadOnlyList<IBenchmark> All { get; } =
    [
        new ChatBenchmark(),
        new GrainsBenchmark(),
        new IngestBenchmark(),
        new RetrievalBenchmark(),
        new ChunkingBenchmark(),
        new VectorsBenchmark(),
        new KeywordsBenchmark(),
        new StorageBenchmark(),
        new StartupBenchmark(),
    ];
}
