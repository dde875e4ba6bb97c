using System.Collections.Immutable;

namespace AgentGrid.Users;

/// <summary>What an API key may be used for. A login session has all of them.</summary>
public static class Scopes
{
#pragma warning disable CS1591 // The names say it.
    public const string Chat = "chat";
    public const string AgentsRead = "agents:read";
    public const string AgentsWrite = "agents:write";
    public const string Files = "files";
    public const string Analytics = "analytics";
    public const string Admin = "admin";
#pragma warning restore CS1591

    /// <summary>Every scope.</summary>
    public static ImmutableArray<string> All { get; } = [Chat, AgentsRead, AgentsWrite, Files, Analytics, Admin];
}
