using System.Net.Sockets;
using Npgsql;

namespace AgentGrid.Storage.Postgres;

/// <summary>Which of PostgreSQL's errors mean "not now". Codes: postgresql.org/docs, appendix A.</summary>
internal static class PostgresErrors
{
    /// <summary>
    /// Lost to a concurrent transaction: run again, the work sees what the other did. That includes a unique violation, since
    /// the stores insert with ON CONFLICT and so meet one only in a race.
    /// </summary>
    public static bool IsRetryable(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.UniqueViolation,
    };

    /// <summary>Whether the connection is gone, as against the statement refused. Its transaction is undone.</summary>
    public static bool IsBroken(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => true,
        PostgresException postgres => postgres.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException { InnerException: IOException or SocketException } => true,
        _ => false,
    };

    /// <summary>How long opening is tried again after this error: nothing was done yet.</summary>
    public static TimeSpan PatienceWith(NpgsqlException exception) => exception switch
    {
        // It lives, and says that this will pass.
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow } => TimeSpan.FromSeconds(15),

        // As long as a restart takes; whoever asks while it is down for good does not want to wait for the answer.
        _ when IsBroken(exception) => TimeSpan.FromSeconds(3),
        _ => TimeSpan.Zero,
    };

    /// <summary>Whether a database that is being started or restarted would answer so.</summary>
    public static bool MayPass(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow } => true,
        TimeoutException or SocketException or NpgsqlException { InnerException: TimeoutException } => true,
        _ => IsBroken(exception),
    };

    public static Exception Translate(Exception exception) => exception switch
    {
        PostgresException postgres => Reason(postgres.SqlState) is { } reason
            ? new StorageUnavailableException(reason, postgres)
            : exception,
        TimeoutException or NpgsqlException { InnerException: TimeoutException } => new StorageUnavailableException(
            "PostgreSQL did not answer in time: it is overloaded or cannot be reached. Try again.", exception),
        NpgsqlException or SocketException => new StorageUnavailableException(
            "PostgreSQL cannot be reached. Check that it runs and that ConnectionStrings:AgentGrid is right.", exception),
        _ => exception,
    };

    private static string? Reason(string state) => state switch
    {
        PostgresErrorCodes.DiskFull => "PostgreSQL's disk is full. Free some space, then try again.",
        PostgresErrorCodes.ReadOnlySqlTransaction => "PostgreSQL is read-only: this is a standby, or its disk is protected.",
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.LockNotAvailable => "PostgreSQL is busy with conflicting writes. Try again.",
        PostgresErrorCodes.InvalidCatalogName => "PostgreSQL has no such database. Create it, or mend ConnectionStrings:AgentGrid.",
        PostgresErrorCodes.TooManyConnections =>
            "PostgreSQL has no connection left. Raise its max_connections, or lower Maximum Pool Size in ConnectionStrings:AgentGrid.",
        _ => state[..2] switch
        {
            "28" => "PostgreSQL does not let AgentGrid in. Check user name and password in ConnectionStrings:AgentGrid, and pg_hba.conf.",
            "08" or "57" => "PostgreSQL closed the connection. Try again.",
            "53" => "PostgreSQL is out of memory or another resource. Try again later.",
            "58" or "XX" => "PostgreSQL reports an internal or disk error.",
            _ => null,
        },
    };
}
