namespace AgentGrid.Core.Identifiers;

/// <summary>Ids from version 7 UUIDs: random, and near each other in an index when made near each other in time.</summary>
public sealed class IdGenerator(TimeProvider time) : IIdGenerator
{
    public string NewId(string prefix) =>
        $"{prefix}_{Crockford32.Encode(Guid.CreateVersion7(time.GetUtcNow()).ToByteArray(bigEndian: true))}";
}
