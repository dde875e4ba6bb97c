using System.Collections.Concurrent;

namespace Orleans.Embedded.Tests.Embedded;

internal sealed class BlockingGrain : Grain, IBlockingGrain
{
    public static ConcurrentDictionary<string, Barrier> Barriers { get; } = new();

    public static AsyncLocal<string?>? Ambient { get; set; }

    public Task<bool> MeetAsync(string barrier) => Task.FromResult(Barriers[barrier].SignalAndWait(TimeSpan.FromSeconds(50)));

    public Task<string?> ReadAmbientAsync() => Task.FromResult(Ambient?.Value);
}
