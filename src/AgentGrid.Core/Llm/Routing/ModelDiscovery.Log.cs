using Microsoft.Extensions.Logging;

namespace AgentGrid.Core.Llm.Routing;

internal sealed partial class ModelDiscovery
{
    [LoggerMessage(EventId = 3104, Level = LogLevel.Error, Message = "Provider {Provider} could not be asked for its models")]
    private partial void LogFailed(string provider, Exception exception);
}
