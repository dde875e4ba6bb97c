using System.Text.Json;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Providers;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Core.Llm.Tools;

/// <summary>Runs one tool call: finds the tool among those allowed, checks its arguments, and never throws for its failures.</summary>
internal sealed partial class ToolRunner(ILogger<ToolRunner> logger)
{
    private const int MaxContentLength = 100_000;

    public async Task<ToolOutcome> RunAsync(
        FunctionCallContent call, IEnumerable<AITool> allowed, UsageScope scope, CancellationToken cancellationToken)
    {
        if (allowed.OfType<AgentToolDeclaration>().FirstOrDefault(tool => tool.Name == call.Name) is not { } declaration)
        {
            return ToolOutcome.Error(
                $"There is no tool '{call.Name}'. Tools that exist: {string.Join(", ", allowed.Select(tool => tool.Name).DefaultIfEmpty("none"))}.");
        }

        if (call.Exception is not null)
        {
            return ToolOutcome.Error(
                $"The arguments are not valid JSON, are nested deeper than {ToolArguments.MostLevels} levels, or hold half a character. "
                + "Call the tool again with one plain JSON object.");
        }

        var arguments = JsonSerializer.SerializeToElement(call.Arguments ?? new Dictionary<string, object?>());
        if (JsonSchemaCheck.FirstProblem(declaration.JsonSchema, arguments) is { } problem)
        {
            return ToolOutcome.Error($"The arguments do not fit the tool's schema: {problem}.");
        }

        try
        {
            var outcome = await declaration.Tool.RunAsync(new ToolInvocation(call.CallId, arguments, scope), cancellationToken);
            return outcome.Content.Length <= MaxContentLength
                ? outcome
                : outcome with { Content = $"{outcome.Content.AsSpan(0, MaxContentLength)}\n[cut: the result had {outcome.Content.Length} characters]" };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A tool is foreign code: whatever it throws, the turn goes on and the model is told.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogToolFailed(e, call.Name);
            return ToolOutcome.Error("The tool failed.");
        }
    }
}
