using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AgentGrid.Core.Llm;
using AgentGrid.Server.Contracts.Admin;

namespace AgentGrid.Server.Providers;

/// <summary>The rules of what admins enter for a provider.</summary>
internal static partial class ProviderRules
{
    private const int MaxModels = 500;
    private const int MaxText = 2_000;
    private const int MaxModelName = 200;

    /// <summary>The first broken rule, or null.</summary>
    public static Failure? Check(string name, ProviderRequest request) =>
        !Name().IsMatch(name) ? Bad("The provider's id must be 1 to 64 lower-case letters, digits, dots, hyphens or underscores.")
        : !ProviderTypes.All.Contains(request.Type) ? Bad($"'type' must be one of {string.Join(", ", ProviderTypes.All)}.")
        : (name == ProviderTypes.Offline) != (request.Type == ProviderTypes.Offline)
            ? Bad("The type 'offline' belongs to the built-in provider of that name, and to no other.")
        : request.Type == ProviderTypes.OpenAiCompatible && string.IsNullOrWhiteSpace(request.BaseUrl)
            ? Bad("'baseUrl' is missing: an openai-compatible provider needs one, such as http://localhost:11434/v1.")
        : !string.IsNullOrWhiteSpace(request.BaseUrl) && !IsWebAddress(request.BaseUrl)
            ? Bad("'baseUrl' must be an absolute http or https address without user name, password or white space.")
        : request.ApiKey is { } key && (key.Length > MaxText || key.Any(character => character is < ' ' or > '~'))
            ? Bad($"'apiKey' must have at most {MaxText} visible ASCII characters.")
        : request.MaxConcurrency is < 1 or > 10_000 ? Bad("'maxConcurrency' must be between 1 and 10000.")
        : !AreNames(request.Models) ? Bad($"'models' takes at most {MaxModels} names of 1 to {MaxModelName} characters.")
        : !AreNames(request.EmbeddingModels) ? Bad($"'embeddingModels' takes at most {MaxModels} names of 1 to {MaxModelName} characters.")
        : Twice(request.Models) is { } model ? Bad($"'models' names '{model}' twice.")
        : Twice(request.EmbeddingModels) is { } embedder ? Bad($"'embeddingModels' names '{embedder}' twice.")
        : null;

    private static string? Twice(ImmutableArray<string>? names) => names is { IsDefault: false } given
        ? given.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1)?.Key
        : null;

    private static bool AreNames(ImmutableArray<string>? names) =>
        names is not { IsDefault: false } given
        || (given.Length <= MaxModels && given.All(name => name is { Length: > 0 and <= MaxModelName } && !name.Any(char.IsControl)));

    private static bool IsWebAddress(string text) =>
        text.Length <= MaxText && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is ("http" or "https") && uri.UserInfo.Length == 0
        && !text.Trim().Any(character => char.IsControl(character) || char.IsWhiteSpace(character));

    private static Failure Bad(string detail) => Failure.Invalid(FailureCodes.InvalidRequest, detail);

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
