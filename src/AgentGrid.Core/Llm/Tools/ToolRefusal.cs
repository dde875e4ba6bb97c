using System.Text.RegularExpressions;

namespace AgentGrid.Core.Llm.Tools;

/// <summary>
/// Recognises a provider's refusal of a request only because it offers tools. No vendor has a code for it; these are the
/// words of Ollama, vLLM, llama.cpp, OpenRouter, Groq, Mistral, Google, Anthropic and OpenAI. A complaint about one tool's
/// schema is none.
/// </summary>
internal static partial class ToolRefusal
{
    public static bool Is(LlmException failure) =>
        failure.Code is LlmErrorCodes.BadRequest or LlmErrorCodes.ModelNotFound or LlmErrorCodes.ProviderError
        && Words().IsMatch(failure.Message);

    // "m does not support tools", "Tool use with function calling is unsupported", "'tools' is not supported with this model",
    // "Function calling is not enabled for this model", "\"auto\" tool choice requires --enable-auto-tool-choice",
    // "tools param requires --jinja flag", "No endpoints found that support tool use".
    [GeneratedRegex(
        """
        (not\ support(ed)?\b|unsupported:?|endpoints\ found\ that\ support)\ ["'`]?(the\ use\ of\ )?(tools?|function[ -]?call\w*)\b(?![\[.])
        | \b(tools?(?![\[.\w])|function[ -]?call\w*)[\w\ "'`]{0,40}\b(not\ (currently\ )?(supported|enabled|available)|unsupported)\b
        | \btools?\b[\w\ ]{0,20}\ requires\ --
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
