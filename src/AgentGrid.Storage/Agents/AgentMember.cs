using AgentGrid.Agents;

namespace AgentGrid.Storage.Agents;

/// <summary>A person who shares an agent.</summary>
public sealed record AgentMember(string AgentId, string UserId, AgentAccess Access, string AddedBy, DateTimeOffset CreatedAt);
