using System.Text.RegularExpressions;

namespace AgentGrid.Core.Llm.Dialects;

/// <summary>
/// Recognises a refusal of a prompt because of its system message: in the templates of Gemma ("System role not supported") and Mistral
/// ("Conversation roles must alternate", "Only user and assistant roles are supported"), of Google's Gemma ("Developer instruction is
/// not enabled") and OpenAI's o1-mini ("'messages[0].role' does not support 'system'").
/// </summary>
internal static partial class SystemRoleRefusal
{
    public static bool Is(LlmException failure) =>
        failure.Code is LlmErrorCodes.BadRequest or LlmErrorCodes.ProviderError && Words().IsMatch(failure.Message);

    [GeneratedRegex(
        """
        \b(system|developer)\ (role|message|instruction|prompt)s?\b.{0,20}\bnot\ (supported|enabled|allowed)\b
        | \brole\b.{0,5}\ does\ not\ support\ 'system'
        | \broles\ must\ alternate\b
        | \bonly\ user\ and\ assistant\ roles\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
