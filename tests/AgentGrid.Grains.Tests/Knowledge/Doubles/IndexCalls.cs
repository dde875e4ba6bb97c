using System.Collections.Concurrent;

namespace AgentGrid.Grains.Tests.Knowledge.Doubles;

/// <summary>What indexes were told, in order.</summary>
internal sealed class IndexCalls
{
    public ConcurrentQueue<string> All { get; } = new();
}
