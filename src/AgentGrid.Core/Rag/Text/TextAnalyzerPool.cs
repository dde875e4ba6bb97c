using System.Collections.Concurrent;

namespace AgentGrid.Core.Rag.Text;

/// <summary>Keeps a few analyzers, whose remembered stems are worth more than an idle megabyte.</summary>
internal static class TextAnalyzerPool
{
    private static readonly ConcurrentBag<TextAnalyzer> Idle = [];

    public static TextAnalyzer Rent() => Idle.TryTake(out var analyzer) ? analyzer : new TextAnalyzer();

    public static void Return(TextAnalyzer analyzer)
    {
        if (Idle.Count < Environment.ProcessorCount)
        {
            Idle.Add(analyzer);
        }
    }
}
