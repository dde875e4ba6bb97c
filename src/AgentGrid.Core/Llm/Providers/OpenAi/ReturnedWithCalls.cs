using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>
/// What a server sent with its tool calls and refuses to go on without: its model's thoughts (DeepSeek, Kimi) and something of its
/// own (Gemini behind this protocol). Nobody is sent what it did not send: others refuse fields that they do not know.
/// </summary>
internal static class ReturnedWithCalls
{
    /// <summary>The name of the thoughts that have to come back. Those under any other name need not.</summary>
    public const string Thoughts = "reasoning_content";

    /// <summary>A member of a call, which goes back as it came.</summary>
    public const string Extra = "extra_content";

    /// <summary>Notes with a call what has to go back with it.</summary>
    /// <param name="thoughts">The answer's thoughts came under the name <see cref="Thoughts"/>.</param>
    /// <param name="extra">The JSON of its <see cref="Extra"/>, or null.</param>
    public static void Note(FunctionCallContent call, bool thoughts, string? extra)
    {
        if (thoughts)
        {
            (call.AdditionalProperties ??= [])[Thoughts] = true;
        }

        if (extra is not null)
        {
            (call.AdditionalProperties ??= [])[Extra] = extra;
        }
    }

    public static bool WantsThoughts(FunctionCallContent call) => call.AdditionalProperties?.ContainsKey(Thoughts) == true;

    public static string? ExtraOf(FunctionCallContent call) =>
        call.AdditionalProperties?.TryGetValue(Extra, out var extra) == true ? extra as string : null;
}
