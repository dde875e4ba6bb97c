namespace AgentGrid.Server.Endpoints.Usage;

/// <summary>The forms a usage report comes in.</summary>
internal enum UsageFormat
{
    Json,
    Csv,
}
