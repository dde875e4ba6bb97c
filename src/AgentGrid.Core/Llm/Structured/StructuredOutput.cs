using System.Text.Json;
using AgentGrid.Core.Json;
using AgentGrid.Core.Llm.Tools;
using AgentGrid.Core.Prompts;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Structured;

/// <summary>Asks a model for a value of a type: checks it against the type's schema, asks once more when it does not fit, then fails as data.</summary>
public static class StructuredOutput
{
    private const int MaxShown = 4_000;

    private static readonly AIJsonSchemaCreateOptions Strict = new()
    {
        TransformOptions = new AIJsonSchemaTransformOptions { DisallowAdditionalProperties = true, RequireAllProperties = true },
    };

    /// <summary>
    /// The value, or a failure: the provider's own, or <c>invalid_model_output</c> when both answers did not fit.
    /// </summary>
    public static async Task<Outcome<T>> AskAsync<T>(
        IChatClient chat, IEnumerable<ChatMessage> messages, ChatOptions options, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(chat);
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(options);
        var schema = SchemaOf<T>.Value;
        var asked = options.Clone();
        asked.ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, typeof(T).Name);
        var prompt = messages.ToList();
        try
        {
            var first = await chat.GetResponseAsync(prompt, asked, cancellationToken);
            if (Read<T>(schema, first.Text, out var problem) is { } value)
            {
                return value;
            }

            prompt.Add(new ChatMessage(ChatRole.Assistant, first.Text.Length <= MaxShown ? first.Text : first.Text[..MaxShown]));
            prompt.Add(new ChatMessage(
                ChatRole.User,
                PromptTemplates.Get(PromptTemplates.StructuredRetry).Replace("{{problem}}", problem, StringComparison.Ordinal)));
            var second = await chat.GetResponseAsync(prompt, asked, cancellationToken);
            return Read<T>(schema, second.Text, out problem) is { } mended
                ? mended
                : new Failure(
                    FailureKind.Upstream, LlmErrorCodes.InvalidOutput, $"The model did not answer in the required form: {problem}.")
                {
                    Retryable = true,
                };
        }
        catch (LlmException e)
        {
            return e.ToFailure();
        }
    }

    private static T? Read<T>(JsonElement schema, string text, out string problem)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(JsonIn(text));
            problem = JsonSchemaCheck.FirstProblem(schema, document.RootElement) ?? "";
            return problem.Length == 0 ? document.RootElement.Deserialize<T>(JsonDefaults.Options) : null;
        }
        catch (JsonException e)
        {
            problem = e.Message;
            return null;
        }
    }

    /// <summary>The JSON inside an answer: models like to wrap it in a code fence or a sentence.</summary>
    private static string JsonIn(string text)
    {
        var start = text.AsSpan().IndexOfAny('{', '[');
        var end = text.AsSpan().LastIndexOfAny('}', ']');
        return start >= 0 && end > start ? text[start..(end + 1)] : text;
    }

    private static class SchemaOf<T>
    {
        public static JsonElement Value { get; } =
            AIJsonUtilities.CreateJsonSchema(typeof(T), serializerOptions: JsonDefaults.Options, inferenceOptions: Strict);
    }
}
