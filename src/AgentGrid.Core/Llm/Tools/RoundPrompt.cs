using System.Text.Json;
using AgentGrid.Core.Llm.Tokens;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Tools;

/// <summary>The prompt of a later tool round, which what tools brought may have made longer than the model can read.</summary>
internal static class RoundPrompt
{
    public const string Notice =
        "Earlier messages of this conversation were left out of the prompt, because they no longer fit beside what the tools brought.";

    private const int ShortEnough = 400;
    private const int LongestKept = 100_000;
    private const string Mark = "\n[cut: longer than the model can read]";

    /// <summary>
    /// Takes away half of what is longer: the earlier messages, oldest first, or the long arguments and results of tools.
    /// </summary>
    /// <returns>What was taken from; null when nothing is left to take.</returns>
    public static PromptCut? Shorten(List<ChatMessage> messages)
    {
        var earlier = messages.Where(EarlierMessage.Is).Sum(message => TokenEstimator.Count(message));
        var tools = messages.SelectMany(message => message.Contents).SelectMany(LongTexts).Sum(text => TokenEstimator.Count(text));
        if (earlier > 0 && earlier >= tools)
        {
            DropOldest(messages, earlier / 2);
            return PromptCut.Earlier;
        }

        if (tools == 0)
        {
            return null;
        }

        foreach (var content in messages.SelectMany(message => message.Contents))
        {
            Halve(content);
        }

        return PromptCut.Tools;
    }

    private static void DropOldest(List<ChatMessage> messages, int tokens)
    {
        var first = messages.FindIndex(EarlierMessage.Is);
        while (first < messages.Count && EarlierMessage.Is(messages[first]) && (tokens >= 0 || messages[first].Role == ChatRole.Assistant))
        {
            tokens -= TokenEstimator.Count(messages[first]);
            messages.RemoveAt(first);
        }
    }

    private static IEnumerable<string> LongTexts(AIContent content) => (content switch
    {
        FunctionResultContent result => [TextOf(result.Result)],
        FunctionCallContent call => call.Arguments?.Values.Select(TextOf) ?? [],
        _ => Enumerable.Empty<string>(),
    }).Where(text => text.Length > ShortEnough);

    private static void Halve(AIContent content)
    {
        switch (content)
        {
            case FunctionResultContent result:
                result.Result = Half(result.Result);
                break;
            case FunctionCallContent { Arguments: { } arguments } call:
                call.Arguments = arguments.ToDictionary(argument => argument.Key, argument => Half(argument.Value), StringComparer.Ordinal);
                break;
        }
    }

    private static object? Half(object? value)
    {
        var text = TextOf(value);
        return text.Length <= ShortEnough ? value : $"{text.AsSpan(0, (Math.Min(text.Length, LongestKept) - Mark.Length) / 2)}{Mark}";
    }

    private static string TextOf(object? value) => value switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        JsonElement element => element.GetRawText(),
        _ => value.ToString() ?? "",
    };
}
