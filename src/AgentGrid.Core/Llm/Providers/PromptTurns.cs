using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers;

/// <summary>
/// A prompt as vendors want it: the rules apart, and no side speaking twice in a row, which some refuse and the templates of many a
/// model of one's own do ("roles must alternate"). Messages that say nothing are left out.
/// </summary>
internal static class PromptTurns
{
    public static List<string> Rules(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        [.. messages.Where(static message => message.Role == ChatRole.System).Select(static message => message.Text)
            .Prepend(options?.Instructions ?? "")
            .Where(static text => text.Length > 0)];

    /// <param name="toolsApart">Results of tools have a role of their own; else they are the user's.</param>
    public static List<PromptTurn> Of(IEnumerable<ChatMessage> messages, bool toolsApart = false)
    {
        var turns = new List<PromptTurn>();
        foreach (var message in messages)
        {
            if (message.Role == ChatRole.System || !message.Contents.Any(Says))
            {
                continue;
            }

            var role = message.Role == ChatRole.Assistant || (toolsApart && message.Role == ChatRole.Tool) ? message.Role : ChatRole.User;
            if (turns.Count == 0 || turns[^1].Role != role)
            {
                turns.Add(new PromptTurn(role, []));
            }

            turns[^1].Messages.Add(message);
        }

        return turns;
    }

    /// <summary>Whether the content is part of a conversation; thoughts alone are none.</summary>
    private static bool Says(AIContent content) => content switch
    {
        TextContent text => !string.IsNullOrWhiteSpace(text.Text),
        DataContent data => data.HasTopLevelMediaType("image"),
        UriContent uri => uri.HasTopLevelMediaType("image"),
        FunctionCallContent or FunctionResultContent => true,
        _ => false,
    };
}
