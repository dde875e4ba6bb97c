using System.Text.RegularExpressions;

namespace AgentGrid.Core.Llm.Dialects;

/// <summary>
/// Recognises a provider's refusal of a request because of its temperature or top-p, or their values: Anthropic "`temperature` is
/// deprecated for this model.", OpenAI "Unsupported value: 'temperature' does not support 0.5 with this model.", Moonshot "invalid
/// temperature: only 1 is allowed for this model".
/// </summary>
internal static partial class SamplingRefusal
{
    public static bool Is(LlmException failure) => failure.Code == LlmErrorCodes.BadRequest && Words().IsMatch(failure.Message);

    [GeneratedRegex(@"\b(temperature|top_?p)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
