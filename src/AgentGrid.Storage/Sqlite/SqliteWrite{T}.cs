namespace AgentGrid.Storage.Sqlite;

internal sealed class SqliteWrite<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) : SqliteWrite
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _completion.Task;

    public override bool TryCancel() =>
        cancellationToken.IsCancellationRequested && _completion.TrySetCanceled(cancellationToken);

    public override void Execute(SqliteSession session) => _result = work(session);

    public override void Committed() => _completion.TrySetResult(_result!);

    public override void Failed(Exception exception) => _completion.TrySetException(exception);
}
