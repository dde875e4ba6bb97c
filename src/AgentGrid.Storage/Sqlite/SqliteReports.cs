using Microsoft.Data.Sqlite;

namespace AgentGrid.Storage.Sqlite;

/// <summary>
/// Reads that go through rows by the thousand: few at a time, so that readers are left for everybody's requests, and each on a
/// thread of its own, for SQLite does its work on its caller's and the thread pool has few.
/// </summary>
#pragma warning disable CA1001 // The semaphore makes no handle, and a report that ends after the database gives its place back.
internal sealed class SqliteReports(SqliteReaderPool readers, int size)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _free = new(Math.Max(1, size / 4));

    public async ValueTask<T> RunAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            var session = await readers.RentAsync(cancellationToken);
            try
            {
                await using var stop = cancellationToken.UnsafeRegister(static held => ((SqliteSession)held!).Interrupt(), session);
                return await Task.Factory.StartNew(
                    () => work(session), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
            finally
            {
                readers.Return(session);
            }
        }
        catch (SqliteException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (SqliteException exception) when (SqliteErrors.Translate(exception) is StorageUnavailableException unavailable)
        {
            throw unavailable;
        }
        finally
        {
            _free.Release();
        }
    }
}
