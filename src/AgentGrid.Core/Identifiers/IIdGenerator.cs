namespace AgentGrid.Core.Identifiers;

/// <summary>Makes opaque ids.</summary>
public interface IIdGenerator
{
    /// <summary>A new id, <c>prefix_</c> and 26 random characters that sort by time of making.</summary>
    string NewId(string prefix);
}
