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

    public static Exception Translate(Exception exception) => exception switch
    {
        PostgresException postgres => Reason(postgres.SqlState) is { } reason
            ? new StorageUnavailableException(reason, postgres)
            : exception,
        NpgsqlException or TimeoutException => new StorageUnavailableException(
            "PostgreSQL cannot be reached. Check that it runs and that ConnectionStrings:AgentGrid is right.", exception),
        _ => exception,
    };

    private static string? Reason(string state) => state switch
    {
        PostgresErrorCodes.DiskFull => "PostgreSQL's disk is full. Free some space, then try again.",
        PostgresErrorCodes.ReadOnlySqlTransaction => "PostgreSQL is read-only: this is a standby, or its disk is protected.",
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.LockNotAvailable => "PostgreSQL is busy with conflicting writes. Try again.",
        _ => state[..2] switch
        {
            "08" or "57" => "PostgreSQL closed the connection. Try again.",
            "53" => "PostgreSQL is out of memory, connections or another resource. Try again later.",
            "58" or "XX" => "PostgreSQL reports an internal or disk error.",
            _ => null,
        },
    };
}
