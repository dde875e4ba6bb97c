using System.Collections.Immutable;
using System.Globalization;

namespace AgentGrid.Storage.Sql;

internal static class SqlDatabaseExtensions
{
    /// <summary>A write that a failure undoes as a whole.</summary>
    public static ValueTask<Outcome<T>> TryWriteAsync<T>(
        this ISqlDatabase database, Func<ISqlSession, ValueTask<Outcome<T>>> work, CancellationToken cancellationToken) =>
        database.TryWriteAsync(work, WritePriority.Normal, cancellationToken);

    /// <summary>A write that a failure undoes as a whole.</summary>
    public static async ValueTask<Outcome<T>> TryWriteAsync<T>(
        this ISqlDatabase database, Func<ISqlSession, ValueTask<Outcome<T>>> work, WritePriority priority, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async session =>
                {
                    var outcome = await work(session);
                    return outcome.Failure is { } failure ? throw new WriteAbortedException(failure) : outcome;
                },
                priority,
                cancellationToken);
        }
        catch (WriteAbortedException aborted)
        {
            return aborted.Failure;
        }
    }

    /// <summary>A stale revision.</summary>
    public static Failure Stale(string thing, long? current = null) =>
        new(FailureKind.VersionConflict, FailureCodes.VersionConflict, $"The {thing} has changed meanwhile. Read it again, then retry.")
        {
            Extensions = current is { } version
                ? ImmutableDictionary<string, string>.Empty.Add(
                    "currentVersion", version.ToString(CultureInfo.InvariantCulture))
                : ImmutableDictionary<string, string>.Empty,
        };
}
