using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Sqlite;

internal sealed class SqliteWrite<T>(Func<ISqlSession, ValueTask<T>> work, WritePriority priority, CancellationToken cancellationToken)
    : SqliteWrite(priority)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _completion.Task;

    /// <summary>Complete already unless the work awaits something of its own; then its thread waits rather than lose its place.</summary>
    public static T Complete(ValueTask<T> work) =>
        work.IsCompleted ? work.GetAwaiter().GetResult() : work.AsTask().GetAwaiter().GetResult();

    public override bool TryCancel() =>
        cancellationToken.IsCancellationRequested && _completion.TrySetCanceled(cancellationToken);

    public override void Execute(SqliteSession session) => _result = Complete(work(session));

    public override void Committed() => _completion.TrySetResult(_result!);

    public override void Failed(Exception exception) => _completion.TrySetException(exception);
}
