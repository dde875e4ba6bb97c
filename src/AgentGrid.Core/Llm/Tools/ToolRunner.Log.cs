using Microsoft.Extensions.Logging;

namespace AgentGrid.Core.Llm.Tools;

internal sealed partial class ToolRunner
{
    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "Tool {Tool} threw")]
    private partial void LogToolFailed(Exception exception, string tool);
}
