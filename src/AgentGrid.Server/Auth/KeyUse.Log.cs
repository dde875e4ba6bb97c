namespace AgentGrid.Server.Auth;

internal sealed partial class KeyUse
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The use of API key {KeyId} could not be recorded")]
    private static partial void LogNotRecorded(ILogger logger, Exception exception, string keyId);
}
