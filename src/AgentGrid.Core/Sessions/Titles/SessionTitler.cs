using AgentGrid.Agents;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Prompts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace AgentGrid.Core.Sessions.Titles;

internal sealed class SessionTitler(IChatClient chat, IProviderRegistry registry, IOptions<TitleOptions> options, TimeProvider clock)
    : ISessionTitler
{
    // A model that thinks first needs room for that as well.
    private const int MaxOutputTokens = 300;
    private const int LongestPart = 2_000;
    private const int LongestTitle = 80;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public bool Enabled => options.Value.FromModel;

    public async Task<string?> WriteAsync(PinnedAgent agent, string userId, string sessionId, string message, string answer)
    {
        ArgumentNullException.ThrowIfNull(agent);
        if (!Enabled || !registry.Current.Resolve(agent.Config.Model).TryGet(out var model, out _)
            || model.Provider.Type == ProviderTypes.Offline)
        {
            return null;
        }

        using var limit = new CancellationTokenSource(Longest, clock);
        try
        {
            var said = await chat.GetResponseAsync(Prompt(message, answer), Options(agent, userId, sessionId), limit.Token);
            return Clean(said.Text);
        }
        catch (Exception e) when (e is LlmException or OperationCanceledException)
        {
            // The session keeps the title it has.
            return null;
        }
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
