using AgentGrid.Agents;

namespace AgentGrid.Storage.Agents;

/// <summary>A deletion receipt and who asked for it; only that person may see it.</summary>
public sealed record AgentDeletion(DeletionReceipt Receipt, string RequestedBy);
