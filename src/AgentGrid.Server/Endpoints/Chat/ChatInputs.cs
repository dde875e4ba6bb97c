using System.Collections.Immutable;
using System.Text.Json;
using AgentGrid.Core.Sessions;

namespace AgentGrid.Server.Endpoints.Chat;

/// <summary>Reads the values of an agent's inputs: text, numbers and booleans, kept as text.</summary>
internal static class ChatInputs
{
    private const int MaxInputs = 50;

    public static Outcome<ImmutableDictionary<string, string>> Read(ImmutableDictionary<string, JsonElement>? inputs)
    {
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (id, value) in inputs ?? ImmutableDictionary<string, JsonElement>.Empty)
        {
            if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null)
            {
                return Failure.Invalid(FailureCodes.InvalidRequest, $"'inputs.{id}' must be a string, a number, true or false.");
            }

            var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            if (text.Length > StartTurnRules.MaxInputLength || values.Count == MaxInputs)
            {
                return Failure.Invalid(
                    FailureCodes.InvalidRequest, $"'inputs' takes at most {MaxInputs} values of at most {StartTurnRules.MaxInputLength} characters.");
            }

            values[id] = text;
        }

        return values.ToImmutable();
    }
}
