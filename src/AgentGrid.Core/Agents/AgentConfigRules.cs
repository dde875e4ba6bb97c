using System.Text.RegularExpressions;
using AgentGrid.Agents;

namespace AgentGrid.Core.Agents;

/// <summary>The rules a configuration keeps, each refused with the field's name and what it takes.</summary>
public static partial class AgentConfigRules
{
    public const int MaxNameLength = 200;
    public const int MaxDescriptionLength = 4_000;
    public const int MaxNoteLength = 2_000;
    public const int MaxInstructionsLength = 200_000;
    public const int MaxListLength = 50;
    private const int MaxShortText = 2_000;
    private const int MaxModelName = 200;

    /// <summary>The first broken rule of a name, description or note, or null.</summary>
    public static Failure? CheckLabels(string? name, string? description, string? note) =>
        name is not null && (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength)
            ? Bad("name", $"must have 1 to {MaxNameLength} characters")
            : name is not null && HasControl(name) ? Bad("name", "must not contain control characters")
            : description?.Length > MaxDescriptionLength ? Bad("description", $"must have at most {MaxDescriptionLength} characters")
            : note?.Length > MaxNoteLength ? Bad("note", $"must have at most {MaxNoteLength} characters")
            : null;

    /// <summary>The first broken rule of a configuration, or null.</summary>
    public static Failure? Check(AgentConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return CheckModel(config) ?? CheckTexts(config) ?? CheckInputs(config) ?? CheckKnowledge(config.Knowledge)
            ?? CheckTools(config.Tools) ?? CheckLimits(config);
    }

    private static Failure? CheckModel(AgentConfig config) =>
        !IsModelName(config.Model) ? Bad("config.model", "must be an alias or provider/model")
        : config.FallbackModels.Length > MaxListLength ? Bad("config.fallbackModels", $"takes at most {MaxListLength} names")
        : config.FallbackModels.Any(model => !IsModelName(model)) ? Bad("config.fallbackModels", "must be aliases or provider/model")
        : config.Temperature is < 0 or > 2 or double.NaN ? Bad("config.temperature", "must be between 0 and 2")
        : config.TopP is < 0 or > 1 or double.NaN ? Bad("config.topP", "must be between 0 and 1")
        : config.MaxOutputTokens is < 1 or > 1_000_000 ? Bad("config.maxOutputTokens", "must be between 1 and 1000000")
        : null;

    private static Failure? CheckTexts(AgentConfig config) =>
        config.Instructions.Length > MaxInstructionsLength
            ? Bad("config.instructions", $"must have at most {MaxInstructionsLength} characters")
            : config.WelcomeMessage?.Length > MaxShortText ? Bad("config.welcomeMessage", $"must have at most {MaxShortText} characters")
            : config.StarterQuestions.Length > MaxListLength ? Bad("config.starterQuestions", $"takes at most {MaxListLength} questions")
            : config.StarterQuestions.Any(question => question is null or { Length: 0 or > MaxShortText })
                ? Bad("config.starterQuestions", $"must each have 1 to {MaxShortText} characters")
            : null;

    private static Failure? CheckInputs(AgentConfig config)
    {
        if (config.Inputs.Length > MaxListLength)
        {
            return Bad("config.inputs", $"takes at most {MaxListLength} inputs");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in config.Inputs)
        {
            if (input is null || !InputId().IsMatch(input.Id))
            {
                return Bad("config.inputs.id", "must be 1 to 64 letters, digits or underscores, beginning with a letter");
            }

            if (!seen.Add(input.Id))
            {
                return Bad("config.inputs.id", $"must be unique; '{input.Id}' stands twice");
            }

            if (input.Label?.Length > MaxNameLength || input.Description?.Length > MaxShortText)
            {
                return Bad("config.inputs", $"labels have at most {MaxNameLength}, descriptions at most {MaxShortText} characters");
            }
        }

        return null;
    }

    private static Failure? CheckKnowledge(AgentKnowledge knowledge) =>
        knowledge.TopK is < 1 or > 50 ? Bad("config.knowledge.topK", "must be between 1 and 50")
        : knowledge.MinScore is < 0 or > 1 or double.NaN ? Bad("config.knowledge.minScore", "must be between 0 and 1")
        : null;

    private static Failure? CheckTools(AgentTools tools) =>
        tools.Agents.Length > MaxListLength || tools.Mcp.Length > MaxListLength || tools.Http.Length > MaxListLength
            ? Bad("config.tools", $"each list takes at most {MaxListLength} entries")
            : tools.Mcp.Any(server => !IsWebAddress(server?.Url)) ? Bad("config.tools.mcp.url", "must be an absolute http or https address")
            : tools.Http.Any(tool => !IsWebAddress(tool?.Url)) ? Bad("config.tools.http.url", "must be an absolute http or https address")
            : tools.Mcp.Select(server => server.Name).Concat(tools.Http.Select(tool => tool.Name)).Any(name => !ToolName().IsMatch(name))
                ? Bad("config.tools", "names must be 1 to 64 letters, digits, underscores or hyphens")
            : tools.Http.Any(tool => tool.Method is not ("GET" or "POST")) ? Bad("config.tools.http.method", "must be GET or POST")
            : null;

    private static Failure? CheckLimits(AgentConfig config) =>
        config.Limits.MaxToolRounds is < 0 or > 50 ? Bad("config.limits.maxToolRounds", "must be between 0 and 50")
        : config.Limits.MaxTurnCostUsd is < 0 ? Bad("config.limits.maxTurnCostUsd", "must not be negative")
        : config.ResponseCacheSeconds is < 0 or > 86_400 ? Bad("config.responseCacheSeconds", "must be between 0 and 86400")
        : null;

    private static bool IsModelName(string? name) =>
        !string.IsNullOrWhiteSpace(name) && name.Length <= MaxModelName && !HasControl(name);

    private static bool IsWebAddress(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.UserInfo.Length == 0;

    private static bool HasControl(string text) => text.Any(char.IsControl);

    private static Failure Bad(string field, string rule) => Failure.Invalid(FailureCodes.InvalidConfig, $"{field} {rule}.");

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex InputId();

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex ToolName();
}
