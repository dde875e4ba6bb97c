using Microsoft.Data.Sqlite;

namespace AgentGrid.Storage.Sqlite;

/// <summary>Which of SQLite's errors mean "not now", as against a fault of the program. Codes: sqlite.org/rescode.html.</summary>
internal static class SqliteErrors
{
    public static Exception Translate(Exception exception) =>
        exception is SqliteException sqlite && Reason(sqlite.SqliteErrorCode) is { } reason
            ? new StorageUnavailableException(reason, sqlite)
            : exception;

    private static string? Reason(int code) => code switch
    {
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED =>
            "The database is locked by another process. Close what else has it open, then try again.",
        SQLitePCL.raw.SQLITE_FULL => "The disk that holds the database is full. Free some space, then try again.",
        SQLitePCL.raw.SQLITE_READONLY => "The database is read-only. Make its file and folder writable.",
        SQLitePCL.raw.SQLITE_IOERR => "The disk that holds the database reports an input/output error.",
        SQLitePCL.raw.SQLITE_CANTOPEN => "The database file cannot be opened. Check that its folder exists and is writable.",
        SQLitePCL.raw.SQLITE_NOMEM => "SQLite ran out of memory.",
        SQLitePCL.raw.SQLITE_CORRUPT => "The database file is damaged. Restore it from a backup.",
        SQLitePCL.raw.SQLITE_NOTADB => "The database file is not a SQLite database. Restore it from a backup.",
        _ => null,
    };
}
