using AgentGrid.Core.Rag.Chunking;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Tokens;

/// <summary>
/// Estimates tokens without a vocabulary. Counts runs the way byte-pair encodings split text: a word costs a token for
/// every few letters, digits go in threes, marks singly, scripts without spaces about one a character. Errs on the high
/// side, because what is estimated is whether a prompt fits.
/// </summary>
public static class TokenEstimator
{
    /// <summary>Tokens that wrap one message (role, separators).</summary>
    public const int PerMessage = 4;

    /// <summary>A picture, whatever its size; vendors charge between 85 and about 1600.</summary>
    public const int PerImage = 1000;

    /// <summary>Estimated tokens of <paramref name="text"/> for a model's family.</summary>
    public static int Count(ReadOnlySpan<char> text, TokenFamily family = TokenFamily.Other) =>
        (int)Math.Ceiling(TokenRuns.Tenths(text) / 10.0 * Factor(family));

    /// <summary>Estimated tokens of a message with all its parts.</summary>
    public static int Count(ChatMessage message, TokenFamily family = TokenFamily.Other)
    {
        ArgumentNullException.ThrowIfNull(message);
        var sum = PerMessage;
        foreach (var content in message.Contents)
        {
            sum += content switch
            {
                TextContent text => Count(text.Text, family),
                TextReasoningContent reasoning => Count(reasoning.Text, family),
                FunctionCallContent call => Count(call.Name, family) + CountArguments(call.Arguments, family),
                FunctionResultContent result => Count(result.Result?.ToString(), family),
                DataContent or UriContent => PerImage,
                _ => 0,
            };
        }

        return sum;
    }

    /// <summary>Estimated tokens of a whole prompt.</summary>
    public static int Count(IEnumerable<ChatMessage> messages, TokenFamily family = TokenFamily.Other)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var sum = 0;
        foreach (var message in messages)
        {
            sum += Count(message, family);
        }

        return sum;
    }

    /// <summary>The beginning of a text that has no more than so many tokens, never half a character; empty when not one fits.</summary>
    public static string Cut(string text, int tokens, TokenFamily family = TokenFamily.Other)
    {
        ArgumentNullException.ThrowIfNull(text);
        var length = text.Length;
        for (var count = Count(text, family); count > tokens && length > 0; count = Count(text.AsSpan(0, length), family))
        {
            length = (int)Math.Clamp((long)length * Math.Max(0, tokens) / count, 0, length - 1);
        }

        return length == text.Length ? text : length == 0 ? "" : TextCuts.Truncate(text, length);
    }

    /// <summary>The family that a model's name suggests.</summary>
    public static TokenFamily FamilyOf(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Contains("claude", StringComparison.OrdinalIgnoreCase) ? TokenFamily.Anthropic
            : model.Contains("gemini", StringComparison.OrdinalIgnoreCase) ? TokenFamily.Gemini
            : model.Contains("gpt", StringComparison.OrdinalIgnoreCase)
              || model.Contains("text-embedding", StringComparison.OrdinalIgnoreCase) ? TokenFamily.OpenAi
            : TokenFamily.Other;
    }

    private static int CountArguments(IDictionary<string, object?>? arguments, TokenFamily family)
    {
        var sum = 0;
        foreach (var (name, value) in arguments ?? new Dictionary<string, object?>())
        {
            sum += 3 + Count(name, family) + Count(value?.ToString(), family);
        }

        return sum;
    }

    // Claude's vocabulary cuts the same text into more pieces than o200k does.
    private static double Factor(TokenFamily family) => family switch
    {
        TokenFamily.OpenAi => 1.0,
        TokenFamily.Gemini => 1.0,
        TokenFamily.Anthropic => 1.2,
        _ => 1.1,
    };
}
