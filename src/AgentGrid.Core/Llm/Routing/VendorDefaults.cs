using AgentGrid.Naming;

namespace AgentGrid.Core.Llm.Routing;

/// <summary>
/// The model behind each well-known alias where the administrator has set none, by provider type: the vendors' own as of
/// October 2026, stable names only.
/// </summary>
internal static class VendorDefaults
{
    public static string? ModelFor(string type, string alias) => (type, alias) switch
    {
        (ProviderTypes.OpenAi, ModelNames.Default) => "gpt-6-sol",
        (ProviderTypes.OpenAi, ModelNames.Fast) => "gpt-6-luna",
        (ProviderTypes.OpenAi, ModelNames.Smart) => "gpt-6-astra",
        (ProviderTypes.Anthropic, ModelNames.Default) => "claude-sonnet-5-5",
        (ProviderTypes.Anthropic, ModelNames.Fast) => "claude-haiku-5-5",
        (ProviderTypes.Anthropic, ModelNames.Smart) => "claude-opus-5-5",
        (ProviderTypes.Gemini, ModelNames.Default) => "gemini-3.8-flash",
        (ProviderTypes.Gemini, ModelNames.Fast) => "gemini-2.5-flash-lite",
        (ProviderTypes.Gemini, ModelNames.Smart) => "gemini-2.5-pro",
        _ => null,
    };

    public static bool IsWellKnownAlias(string name) => name is ModelNames.Default or ModelNames.Fast or ModelNames.Smart;
}
