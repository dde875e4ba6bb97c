using Microsoft.Data.Sqlite;

namespace Orleans.Embedded.Storage;

internal sealed class SqliteGrainWrite<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken) : SqliteGrainWrite
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Task => _completion.Task;

    public override bool TryExecute(SqliteConnection connection)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            _completion.TrySetCanceled(cancellationToken);
            return false;
        }

        try
        {
            _result = work(connection);
            return true;
        }
        catch (Exception error)
        {
            // Whatever the work throws is its caller's; the writer serves all and goes on.
            _completion.TrySetException(error);
            return false;
        }
    }

    public override void Committed() => _completion.TrySetResult(_result);

    public override void Failed(Exception error) => _completion.TrySetException(error);
}
