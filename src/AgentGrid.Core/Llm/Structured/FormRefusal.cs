using System.Text.RegularExpressions;

namespace AgentGrid.Core.Llm.Structured;

/// <summary>
/// Recognises a provider's refusal of a request because of the form that its answer is to have. No vendor has a code for it, but all
/// name what they refuse: DeepSeek "This response_format type is unavailable now", Groq "does not support response format
/// `json_schema`", LM Studio "'response_format.type' must be…".
/// </summary>
internal static partial class FormRefusal
{
    public static bool Is(LlmException failure) =>
        failure.Code is LlmErrorCodes.BadRequest or LlmErrorCodes.ModelNotFound && Words().IsMatch(failure.Message);

    [GeneratedRegex(
        @"response[ _]?(format|schema)|json[ _]?(schema|object|mode)|structured[ _]outputs?|output_(config|format)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
