using Microsoft.Extensions.Logging;

namespace AgentGrid.Storage.Migrations;

internal sealed partial class MigrationRunner
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Applied migration {Name} of {Source}")]
    private partial void LogApplied(string source, string name);
}
