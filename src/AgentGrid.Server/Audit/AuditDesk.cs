using AgentGrid.Core.Identifiers;
using AgentGrid.Naming;
using AgentGrid.Storage.Audit;

namespace AgentGrid.Server.Audit;

/// <summary>Writes up what admins do, for the store to keep with the change itself.</summary>
internal sealed class AuditDesk(IIdGenerator ids, TimeProvider time)
{
    public AuditEntry Entry(string userId, string action, string target, string detail) =>
        new(ids.NewId(IdPrefixes.Audit), userId, action, target, detail, time.GetUtcNow());
}
