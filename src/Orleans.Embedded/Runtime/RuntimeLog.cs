using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded.Runtime;

internal static partial class RuntimeLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Grain {GrainId} could not be activated")]
    public static partial void ActivationFailed(this ILogger log, Exception error, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Grain {GrainId} failed while deactivating ({Reason}); it is gone all the same")]
    public static partial void DeactivationFailed(this ILogger log, Exception error, GrainId grainId, DeactivationReasonCode reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stopped with {Count} activations that did not deactivate in time")]
    public static partial void StoppedWithActivationsLeft(this ILogger log, long count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "One-way call {Method} of grain {GrainId} failed")]
    public static partial void OneWayFailed(this ILogger log, Exception error, string method, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A timer of grain {GrainId} failed; it ticks on")]
    public static partial void TimerFailed(this ILogger log, Exception error, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Error, Message = "A callback in a turn of grain {GrainId} failed")]
    public static partial void TurnFailed(this ILogger log, Exception error, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No store for reminders is configured: they are kept in memory and lost at exit")]
    public static partial void RemindersInMemory(this ILogger log);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Engine started in {Elapsed} with {Classes} grain classes")]
    public static partial void Started(this ILogger log, TimeSpan elapsed, int classes);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Deactivating {Count} idle grains")]
    public static partial void Collecting(this ILogger log, int count);
}
