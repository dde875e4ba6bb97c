using System.Data.Common;

namespace AgentGrid.Storage.Sql;

/// <summary>The current row, read from left to right: each call takes the next column.</summary>
public sealed class SqlRow(DbDataReader reader)
{
    private int _column;

    public string String() => reader.GetString(_column++);

    public string? StringOrNull() => Next(out var column) ? reader.GetString(column) : null;

    public int Int32() => checked((int)reader.GetInt64(_column++));

    public int? Int32OrNull() => Next(out var column) ? checked((int)reader.GetInt64(column)) : null;

    public long Int64() => reader.GetInt64(_column++);

    public long? Int64OrNull() => Next(out var column) ? reader.GetInt64(column) : null;

    public double Double() => reader.GetDouble(_column++);

    public bool Bool() => reader.GetInt64(_column++) != 0;

    public decimal? DecimalOrNull() => Next(out var column) ? reader.GetDecimal(column) : null;

    public DateTimeOffset Time() => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(_column++));

    public DateTimeOffset? TimeOrNull() =>
        Next(out var column) ? DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column)) : null;

    public byte[] Bytes() => reader.GetFieldValue<byte[]>(_column++);

    public byte[]? BytesOrNull() => Next(out var column) ? reader.GetFieldValue<byte[]>(column) : null;

    internal void Reset() => _column = 0;

    private bool Next(out int column)
    {
        column = _column++;
        return !reader.IsDBNull(column);
    }
}
