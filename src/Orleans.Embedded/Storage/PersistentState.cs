using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded.Storage;

/// <summary>The facet behind <see cref="IPersistentState{TState}"/>.</summary>
internal sealed class PersistentState<T>(IGrainContext context, string stateName, IGrainStorage storage) : PersistentStateBase, IPersistentState<T>
{
    private readonly GrainState<T> _record = new();

    public T State
    {
        get => _record.State;
        set => _record.State = value;
    }

    public string? Etag => _record.ETag;

    public bool RecordExists => _record.RecordExists;

    public Task ReadStateAsync() => ReadStateAsync(default);

    public override Task ReadStateAsync(CancellationToken cancellationToken) =>
        storage.ReadStateAsync(stateName, context.GrainId, _record, cancellationToken);

    public Task WriteStateAsync() => WriteStateAsync(default);

    public Task WriteStateAsync(CancellationToken cancellationToken) =>
        GuardAsync(() => storage.WriteStateAsync(stateName, context.GrainId, _record, cancellationToken));

    public Task ClearStateAsync() => ClearStateAsync(default);

    public Task ClearStateAsync(CancellationToken cancellationToken) =>
        GuardAsync(() => storage.ClearStateAsync(stateName, context.GrainId, _record, cancellationToken));

    private async Task GuardAsync(Func<Task> operation)
    {
        try
        {
            await operation();
        }
        catch (InconsistentStateException error)
        {
            context.Deactivate(new DeactivationReason(
                DeactivationReasonCode.ApplicationError, error, $"State '{stateName}' was written by somebody else."));
            throw;
        }
    }
}
