using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentGrid.Core.Llm.Providers.Http;

/// <summary>
/// Recognises a refusal only because more output was asked for than the model can write. Vendors tell it in the words of a prompt
/// that is too long, for both share the window: it is the prompt's fault only where that takes more than half of it.
/// </summary>
internal static partial class OutputLimit
{
    public static bool IsExceeded(int status, string? message)
    {
        if (message is null || status is not (400 or 422))
        {
            return false;
        }

        var said = Window().Match(message);
        return said.Success ? 2 * Number(said, "input") <= Number(said, "window") : Alone().IsMatch(message);
    }

    private static long Number(Match match, string name) =>
        long.TryParse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    // vLLM: "maximum context length is 4096 tokens and your request has 127 input tokens";
    // OpenAI, OpenRouter: "maximum context length is 4097 tokens. However, you requested 4107 tokens (107 in the messages, 4000 in the completion)";
    // Anthropic: "input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000";
    // TGI: "`inputs` tokens + `max_new_tokens` must be <= 4096. Given: 136 `inputs` tokens and 4000 `max_new_tokens`".
    [GeneratedRegex(
        """
        maximum\ context\ length\ is\ (?<window>\d{1,12})\ tokens\ and\ your\ request\ has\ (?<input>\d{1,12})\ input\ tokens
        | maximum\ context\ length\ is\ (?<window>\d{1,12})\ tokens[.,]?\ [Hh]owever,\ you\ requested\ (about\ )?\d{1,12}\ tokens\ \((?<input>\d{1,12})\ (in\ the\ messages|in\ your\ prompt|of\ text\ input)
        | exceed\ context\ limit:\ (?<input>\d{1,12})\ \+\ \d{1,12}\ >\ (?<window>\d{1,12})
        | must\ be\ <=\ (?<window>\d{1,12})\.\ Given:\ (?<input>\d{1,12})\ `inputs`\ tokens\ and
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Window();

    // OpenAI, vLLM: "max_tokens is too large: 100000"; Anthropic: "max_tokens: 100000 > 64000, which is the maximum allowed number of
    // output tokens"; Groq: "`max_tokens` must be less than or equal to `8192`".
    [GeneratedRegex(
        """
        \bmax_(completion_|output_|new_)?tokens\b.{0,40}\btoo\ large
        | \bmax_tokens:\ \d{1,12}\ >\ \d{1,12},\ which\ is\ the\ maximum
        | \bmax_(completion_)?tokens\b.{0,5}\ must\ be\ less\ than\ or\ equal\ to
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Alone();
}
