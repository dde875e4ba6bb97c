using AgentGrid.Storage;
using Microsoft.Extensions.Options;

namespace AgentGrid.Server.Hosting;

/// <summary>The process around the server: says in plain words why it does not start, or why it ended.</summary>
internal static class ServerProcess
{
    private const int Failed = 1;

    /// <param name="run">Runs the server to its end, and gives the exception that ended it, null after an orderly stop.</param>
    /// <returns>The exit code: 0 after an orderly stop.</returns>
    public static async Task<int> RunAsync(Func<Task<Exception?>> run)
    {
        try
        {
            if (await run() is not { } end)
            {
                return 0;
            }

            await Console.Error.WriteLineAsync($"AgentGrid stopped, because a part of it failed.\n{ReasonOf(end) ?? end.ToString()}");
            return Failed;
        }
        catch (OperationCanceledException)
        {
            // Asked to stop while it started.
            return 0;
        }
        catch (Exception exception) when (ReasonOf(exception) is { } reason)
        {
            await Console.Error.WriteLineAsync($"AgentGrid did not start.\n{reason}");
            return Failed;
        }
    }

    /// <summary>The exception of a background service that failed, and so stopped the host; null when none did.</summary>
    public static Exception? FailureOf(IEnumerable<IHostedService> services) => services.OfType<BackgroundService>()
        .Select(static service => service.ExecuteTask is { IsFaulted: true } task ? task.Exception.GetBaseException() : null)
        .FirstOrDefault(static exception => exception is not null);

    private static string? ReasonOf(Exception exception) => exception switch
    {
        StorageStartException or StorageUnavailableException or OptionsValidationException => exception.Message,
        IOException when exception.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase) =>
            $"{exception.Message}\nStop what listens there, or choose another address with --urls.",
        AggregateException { InnerException: { } inner } => ReasonOf(inner),
        _ => null,
    };
}
