namespace Orleans.Core;

/// <summary>One stored record.</summary>
public interface IStorage
{
    /// <summary>The version last read or written; null when there is no record.</summary>
    string? Etag { get; }

    /// <summary>Whether the record existed when last read or written.</summary>
    bool RecordExists { get; }

    /// <summary>Removes the record and resets the state to a new instance.</summary>
    Task ClearStateAsync();

    /// <inheritdoc cref="ClearStateAsync()"/>
    Task ClearStateAsync(CancellationToken cancellationToken);

    /// <summary>Reads the record again.</summary>
    Task ReadStateAsync();

    /// <inheritdoc cref="ReadStateAsync()"/>
    Task ReadStateAsync(CancellationToken cancellationToken);

    /// <summary>Writes the whole state.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">The record has another version by now.</exception>
    Task WriteStateAsync();

    /// <inheritdoc cref="WriteStateAsync()"/>
    Task WriteStateAsync(CancellationToken cancellationToken);
}
