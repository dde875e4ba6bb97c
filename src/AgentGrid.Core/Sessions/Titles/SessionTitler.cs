using System.Collections.Concurrent;
using AgentGrid.Agents;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Prompts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AgentGrid.Core.Sessions.Titles;

/// <summary>No turn waits for a title, so it is this that ends the calls which run when the server stops: they are accounted for.</summary>
internal sealed class SessionTitler(IChatClient chat, IProviderRegistry registry, IOptions<TitleOptions> options, TimeProvider clock)
    : ISessionTitler, IHostedService, IDisposable
{
    // A model that thinks first needs room for that as well.
    private const int MaxOutputTokens = 300;
    private const int LongestPart = 2_000;
    private const int LongestTitle = 80;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();

    public bool Enabled => options.Value.FromModel;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await Task.WhenAny(Task.WhenAll(_running.Keys), Task.Delay(LongestStop, clock, CancellationToken.None));
    }

    public void Dispose() => _stop.Dispose();

    public async Task<string?> WriteAsync(PinnedAgent agent, string userId, string sessionId, string message, string answer)
    {
        ArgumentNullException.ThrowIfNull(agent);
        if (_stop.IsCancellationRequested || !Enabled || !registry.Current.Resolve(agent.Config.Model).TryGet(out var model, out _)
            || model.Provider.Type == ProviderTypes.Offline)
        {
            return null;
        }

        var call = AskAsync(Prompt(message, answer), Options(agent, userId, sessionId));
        _running.TryAdd(call, true);
        try
        {
            return Clean(await call);
        }
        catch (Exception e) when (e is LlmException or OperationCanceledException)
        {
            // The session keeps the title it has.
            return null;
        }
        finally
        {
            _running.TryRemove(call, out _);
        }
    }

    private async Task<string> AskAsync(List<ChatMessage> prompt, ChatOptions asked)
    {
        using var limit = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stop.Token);
        return (await chat.GetResponseAsync(prompt, asked, either.Token)).Text;
    }

    private static List<ChatMessage> Prompt(string message, string answer) =>
    [
        new(ChatRole.System, PromptTemplates.Get(PromptTemplates.Title)),
        new(ChatRole.User, PromptTemplates.Fill(
            PromptTemplates.TitleInput,
            ("message", PromptFence.Close(Shorten(message))),
            ("answer", PromptFence.Close(Shorten(answer))))),
    ];

    private static ChatOptions Options(PinnedAgent agent, string userId, string sessionId) => new ModelRequest
    {
        FallbackModels = agent.Config.FallbackModels,
        Purpose = UsagePurposes.Title,
        AllowOffline = false,
        Usage = new UsageScope { UserId = userId, AgentId = agent.AgentId, AgentVersion = agent.Version, SessionId = sessionId },
    }.ApplyTo(new ChatOptions { ModelId = agent.Config.Model, MaxOutputTokens = MaxOutputTokens });

    private static string Shorten(string text) => text.Length <= LongestPart ? text : text[..LongestPart];

    /// <summary>The first line without what models like to put around it; null when nothing fit is left.</summary>
    internal static string? Clean(string text)
    {
        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        var title = (end < 0 ? line : line[..end]).Trim("#*\"“”«»'` \t").TrimEnd('.').ToString();
        return title.Length is 0 or > LongestTitle || title.Any(char.IsControl) ? null : title;
    }
}
