using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Resilience;
using AgentGrid.Core.Prompts;
using AgentGrid.Core.Rag.Chunking;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>
/// Has the agent's model say a follow-up so that it can be searched for without the conversation. A metered call, bounded in
/// time and tokens. That it fails is normal and never the turn's failure.
/// </summary>
internal sealed class QueryRewriter(IChatClient chat, TimeProvider clock)
{
    /// <summary>Longest wait: what a rewrite may delay an answer by.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    // A model that thinks first needs room for that as well.
    private const int MaxOutputTokens = 400;
    private const int MostMessages = 6;
    private const int MostMessageChars = 1_200;
    private const int LongestQuery = 600;

    /// <returns>The question; null when the model did not give one in time.</returns>
    /// <exception cref="OperationCanceledException">The turn was stopped.</exception>
    public async Task<string?> RewriteAsync(TurnInput input, IUsageSink sink, CancellationToken stop)
    {
        try
        {
            return await TimeLimit.RunAsync(
                Timeout,
                clock,
                async token => Clean((await chat.GetResponseAsync(
                    Prompt(input), TurnOptions.Beside(input, sink, UsagePurposes.Rewrite, MaxOutputTokens), token)).Text),
                static _ => null,
                stop);
        }
        catch (LlmException)
        {
            return null;
        }
    }

    private static List<ChatMessage> Prompt(TurnInput input)
    {
        // The beginning of each says what it is about.
        var lines = input.History
            .Where(message => !string.IsNullOrWhiteSpace(message.Content))
            .TakeLast(MostMessages)
            .Select(message => $"{message.Role}: {TextCuts.Shorten(message.Content, MostMessageChars)}");
        return
        [
            new(ChatRole.System, PromptTemplates.Get(PromptTemplates.Rewrite)),
            new(ChatRole.User, PromptTemplates.Fill(
                PromptTemplates.RewriteInput,
                ("conversation", PromptFence.Close(string.Join('\n', lines))),
                ("message", PromptFence.Close(input.Message)))),
        ];
    }

    // Some models say first what comes: "Here is the question:".
    private static string? Clean(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var query = line.Trim().Trim("\"“”«»'`*").Trim();
            if (query.Length > 0 && query[^1] is not (':' or '：'))
            {
                return query.Length > LongestQuery ? null : query.ToString();
            }
        }

        return null;
    }
}
