using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Users;

internal sealed partial class UserGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Too many wrong passwords for {UserId}: further attempts wait")]
    private static partial void LogLocked(ILogger logger, string userId);
}
