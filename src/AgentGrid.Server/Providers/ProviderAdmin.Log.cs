namespace AgentGrid.Server.Providers;

internal sealed partial class ProviderAdmin
{
    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The stored settings of provider {Provider} cannot be decrypted: the keys folder was lost. Enter them again")]
    private static partial void LogUndecryptable(ILogger logger, Exception exception, string provider);
}
