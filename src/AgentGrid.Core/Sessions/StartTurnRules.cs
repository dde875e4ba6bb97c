using System.Collections.Immutable;
using System.Globalization;
using AgentGrid.Agents;

namespace AgentGrid.Core.Sessions;

/// <summary>What a message to a session must be like.</summary>
public static class StartTurnRules
{
    /// <summary>Longest message, in characters.</summary>
    public const int MaxMessageLength = 100_000;

    /// <summary>Longest value of an input, in characters.</summary>
    public const int MaxInputLength = 20_000;

    public static Failure? CheckMessage(string message) =>
        string.IsNullOrWhiteSpace(message) ? Failure.Invalid(FailureCodes.InvalidRequest, "message must not be empty.")
        : message.Length > MaxMessageLength ? Failure.Invalid(
            FailureCodes.MessageTooLong,
            $"message has {message.Length} characters; at most {MaxMessageLength} are taken. Upload long texts as files.")
        : null;

    /// <summary>The first input that is missing, unknown or of the wrong form, or null.</summary>
    public static Failure? CheckInputs(ImmutableArray<AgentInput> wanted, ImmutableDictionary<string, string> given)
    {
        foreach (var name in given.Keys)
        {
            if (!wanted.Any(input => input.Id == name))
            {
                return Failure.Invalid(FailureCodes.UnknownField, $"inputs.{name} is not an input of this agent.");
            }
        }

        foreach (var input in wanted)
        {
            var value = given.GetValueOrDefault(input.Id);
            if (string.IsNullOrWhiteSpace(value))
            {
                if (input.Required)
                {
                    return Failure.Invalid(FailureCodes.MissingInput, $"inputs.{input.Id} is required by this agent.");
                }
            }
            else if (value.Length > MaxInputLength)
            {
                return Failure.Invalid(FailureCodes.InvalidRequest, $"inputs.{input.Id} has more than {MaxInputLength} characters.");
            }
            else if (!HasForm(input.Type, value))
            {
                return Failure.Invalid(FailureCodes.InvalidRequest, $"inputs.{input.Id} must be {FormOf(input.Type)}.");
            }
        }

        return null;
    }

    private static bool HasForm(AgentInputType type, string value) => type switch
    {
        AgentInputType.Number => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        AgentInputType.Boolean => bool.TryParse(value, out _),
        AgentInputType.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => true,
    };

    private static string FormOf(AgentInputType type) => type switch
    {
        AgentInputType.Number => "a decimal number such as 12.5",
        AgentInputType.Boolean => "true or false",
        AgentInputType.Date => "a date such as 2026-01-31",
        _ => "text",
    };
}
