using System.Globalization;
using AgentGrid.Storage.Sql;
using SQLitePCL;

namespace AgentGrid.Storage.Sqlite;

/// <summary>The row that a statement stands on.</summary>
internal sealed class SqliteRow(sqlite3_stmt statement) : SqlRow
{
    protected override bool IsNullAt(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    protected override string StringAt(int column) => Present(column, raw.sqlite3_column_text(statement, column).utf8_to_string());

    protected override long Int64At(int column) =>
        IsNullAt(column) ? throw Null(column) : raw.sqlite3_column_int64(statement, column);

    protected override double DoubleAt(int column) =>
        IsNullAt(column) ? throw Null(column) : raw.sqlite3_column_double(statement, column);

    protected override decimal DecimalAt(int column) =>
        decimal.Parse(StringAt(column), NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);

    protected override byte[] BytesAt(int column) =>
        IsNullAt(column) ? throw Null(column) : raw.sqlite3_column_blob(statement, column).ToArray();

    private static string Present(int column, string? value) => value ?? throw Null(column);

    private static InvalidOperationException Null(int column) => new($"Column {column} is null.");
}
