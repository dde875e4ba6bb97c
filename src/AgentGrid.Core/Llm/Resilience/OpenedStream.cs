using System.Threading.RateLimiting;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Resilience;

/// <summary>A provider's stream with the place it occupies.</summary>
/// <param name="call">What the circuit let it through with.</param>
internal sealed class OpenedStream(IAsyncEnumerator<ChatResponseUpdate> rest, RateLimitLease lease, CircuitBreaker breaker, int call)
    : IAsyncDisposable
{
    private bool _reported;

    /// <summary>What was read up to and including the first token.</summary>
    public List<ChatResponseUpdate> Head { get; } = [];

    public IAsyncEnumerator<ChatResponseUpdate> Rest { get; } = rest;

    public int Call => call;

    /// <summary>The caller reports the result to the breaker itself.</summary>
    public void Close() => _reported = true;

    public async ValueTask DisposeAsync()
    {
        if (!_reported)
        {
            breaker.Abandoned(call);
        }

        try
        {
            await Rest.DisposeAsync();
        }
        finally
        {
            lease.Dispose();
        }
    }
}
