namespace Orleans.Core;

/// <summary>One stored record of a type.</summary>
public interface IStorage<TState> : IStorage
{
    /// <summary>The state in memory. Changing it writes nothing.</summary>
    TState State { get; set; }
}
