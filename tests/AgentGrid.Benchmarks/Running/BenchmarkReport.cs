using System.Globalization;
using System.Text.Json;

namespace AgentGrid.Benchmarks.Running;

/// <summary>Prints figures as they come, and keeps them for the JSON file.</summary>
internal sealed class BenchmarkReport(string bench, TextWriter output)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly List<BenchmarkRow> _rows = [];

    public IReadOnlyList<BenchmarkRow> Rows => _rows;

    /// <summary>Adds a figure.</summary>
    public void Add(string name, string metric, double value, string unit)
    {
        _rows.Add(new BenchmarkRow(bench, name, metric, value, unit));
        output.WriteLine($"{name,-52} {metric,-16} {Text(value),14} {unit}");
    }

    /// <summary>Prints a line for people.</summary>
    public void Say(string text) => output.WriteLine(text);

    public static Task WriteAsync(string path, IEnumerable<BenchmarkRow> rows, CancellationToken cancellationToken) =>
        File.WriteAllBytesAsync(path, JsonSerializer.SerializeToUtf8Bytes(rows, Json), cancellationToken);

    private static string Text(double value) => Math.Abs(value) switch
    {
        >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("N1", CultureInfo.InvariantCulture),
        _ => value.ToString("N3", CultureInfo.InvariantCulture),
    };
}
