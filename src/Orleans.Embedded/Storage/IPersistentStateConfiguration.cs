namespace Orleans.Runtime;

/// <summary>Which record a facet stands for.</summary>
public interface IPersistentStateConfiguration
{
    /// <summary>The record's name within the grain.</summary>
    string StateName { get; }

    /// <summary>The storage provider; null for the default one.</summary>
    string? StorageName { get; }
}
