using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded.Storage;

/// <summary>States in memory, as bytes so that grains share nothing. For tests.</summary>
internal sealed class MemoryGrainStorage(IGrainStateSerializer serializer) : IGrainStorage
{
    private readonly ConcurrentDictionary<(GrainId, string), (long Etag, byte[] Payload)> _records = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = _records.TryGetValue((grainId, stateName), out var record);
        grainState.State = found ? serializer.Deserialize<T>(record.Payload) : Activator.CreateInstance<T>();
        grainState.ETag = found ? record.Etag.ToString(CultureInfo.InvariantCulture) : null;
        grainState.RecordExists = found;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var payload = serializer.Serialize(grainState.State);
        lock (_records)
        {
            var next = Check(stateName, grainId, grainState.ETag) + 1;
            _records[(grainId, stateName)] = (next, payload);
            grainState.ETag = next.ToString(CultureInfo.InvariantCulture);
        }

        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_records)
        {
            Check(stateName, grainId, grainState.ETag);
            _records.TryRemove((grainId, stateName), out _);
        }

        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private long Check(string stateName, GrainId grainId, string? etag)
    {
        var stored = _records.TryGetValue((grainId, stateName), out var record) ? record.Etag : 0;
        var expected = etag is null ? 0 : long.Parse(etag, CultureInfo.InvariantCulture);
        return stored == expected
            ? stored
            : throw new InconsistentStateException(
                $"State '{stateName}' of {grainId} has changed since it was read.", stored.ToString(CultureInfo.InvariantCulture), etag);
    }
}
