using AgentGrid.Storage;
using Microsoft.Extensions.Options;

namespace AgentGrid.Server.Hosting;

/// <summary>The process around the server: says in plain words why it does not start.</summary>
internal static class ServerProcess
{
    private const int Refused = 1;

    /// <returns>The exit code: 0 after an orderly stop.</returns>
    public static async Task<int> RunAsync(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (Exception exception) when (ReasonOf(exception) is { } reason)
        {
            await Console.Error.WriteLineAsync($"AgentGrid did not start.\n{reason}");
            return Refused;
        }
    }

    private static string? ReasonOf(Exception exception) => exception switch
    {
        StorageStartException or OptionsValidationException => exception.Message,
        IOException when exception.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase) =>
            $"{exception.Message}\nStop what listens there, or choose another address with --urls.",
        AggregateException { InnerException: { } inner } => ReasonOf(inner),
        _ => null,
    };
}
