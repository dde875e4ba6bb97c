namespace AgentGrid.Benchmarks.Running;

/// <summary>A benchmark of one part, with the bare alternative measured in the same run.</summary>
internal interface IBenchmark
{
    /// <summary>What it is called with on the command line.</summary>
    string Name { get; }

    /// <summary>One line of what it measures.</summary>
    string Summary { get; }

    /// <summary>Measures, and adds what it found to the report.</summary>
    /// <param name="report">Takes the figures.</param>
    /// <param name="arguments">What followed the name on the command line, options of the runner taken out.</param>
    /// <param name="cancellationToken">Cancelled by Ctrl+C.</param>
    Task RunAsync(BenchmarkReport report, IReadOnlyList<string> arguments, CancellationToken cancellationToken);
}
