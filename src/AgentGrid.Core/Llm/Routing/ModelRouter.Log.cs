using Microsoft.Extensions.Logging;

namespace AgentGrid.Core.Llm.Routing;

internal sealed partial class ModelRouter
{
    [LoggerMessage(EventId = 3103, Level = LogLevel.Warning, Message = "{Model} did not answer ({Code}): {Reason}")]
    private partial void LogDidNotAnswer(ModelName model, string code, string reason);
}
