namespace AgentGrid.Core.Llm.Resilience;

/// <summary>What admin sees of a provider: its circuit, calls in flight and waiting, and the last failure.</summary>
public sealed record ProviderHealth(
    CircuitState Circuit,
    DateTimeOffset? OpenUntil,
    int InFlight,
    int Waiting,
    string? LastError,
    DateTimeOffset? LastErrorAt)
{
    public static ProviderHealth Untouched { get; } = new(CircuitState.Closed, null, 0, 0, null, null);
}
