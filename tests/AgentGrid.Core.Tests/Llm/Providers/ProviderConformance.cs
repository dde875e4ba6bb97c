using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Providers;

/// <summary>What every provider must do, through the whole chain and a real socket. One small subclass for each vendor.</summary>
public abstract partial class ProviderConformance
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected abstract ProviderWire Wire { get; }

    protected abstract string Type { get; }

    /// <summary>The path of the base address, as the vendor's official client takes it.</summary>
    protected abstract string BasePath { get; }

    /// <summary>The header that carries the key, and its value for the key <c>test-key</c>.</summary>
    protected abstract (string Name, string Value) KeyHeader { get; }

    protected abstract string ChatPath { get; }

    protected static IReadOnlyList<ChatMessage> Question { get; } = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hello?")];

    internal LlmHost Host(FakeProviderServer server, params (string Key, string Value)[] settings) => Host(server.Address, settings);

    internal static async Task<List<ChatResponseUpdate>> ReadAsync(
        LlmHost host, ChatOptions? options = null, IReadOnlyList<ChatMessage>? messages = null)
    {
        var updates = new List<ChatResponseUpdate>();
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var update in host.Chat.GetStreamingResponseAsync(messages ?? Question, options ?? host.Options("p/m"), patience.Token))
        {
            updates.Add(update);
        }

        return updates;
    }

    private LlmHost Host(string address, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["Providers:p:Type"] = Type,
            ["Providers:p:BaseUrl"] = address + BasePath,
            ["Providers:p:ApiKey"] = "test-key",
            ["Retry:MaxRetries"] = "0",
            ["Retry:BaseDelaySeconds"] = "0.01",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return new LlmHost(all);
    }

    private static IEnumerable<string> Texts(IEnumerable<ChatResponseUpdate> updates) =>
        updates.Select(update => update.Text).Where(text => text.Length > 0);

    private static (UsageOutcome Outcome, long Input, long Cached, long Output, bool Estimated) Booked(LlmHost host)
    {
        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        return (record.Outcome, record.InputTokens, record.CachedInputTokens, record.OutputTokens, record.Estimated);
    }

    private static Task<LlmException> FailAsync(LlmHost host) => Should.ThrowAsync<LlmException>(() => ReadAsync(host));

    private static async Task<(string Texts, LlmException Failure)> ReadUntilFailureAsync(LlmHost host)
    {
        var texts = "";
        var failure = await Should.ThrowAsync<LlmException>(async () =>
        {
            await foreach (var update in host.Chat.GetStreamingResponseAsync(Question, host.Options("p/m")))
            {
                texts += update.Text;
            }
        });
        return (texts, failure);
    }
}
