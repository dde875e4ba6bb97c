namespace AgentGrid.Storage.Sql;

/// <summary>The current row, read from left to right: each call takes the next column.</summary>
public abstract class SqlRow
{
    private int _column;

    public string String() => StringAt(_column++);

    public string? StringOrNull() => Next(out var column) ? StringAt(column) : null;

    public int Int32() => checked((int)Int64At(_column++));

    public int? Int32OrNull() => Next(out var column) ? checked((int)Int64At(column)) : null;

    public long Int64() => Int64At(_column++);

    public long? Int64OrNull() => Next(out var column) ? Int64At(column) : null;

    public double Double() => DoubleAt(_column++);

    public bool Bool() => Int64At(_column++) != 0;

    public decimal? DecimalOrNull() => Next(out var column) ? DecimalAt(column) : null;

    public DateTimeOffset Time() => DateTimeOffset.FromUnixTimeMilliseconds(Int64At(_column++));

    public DateTimeOffset? TimeOrNull() => Next(out var column) ? DateTimeOffset.FromUnixTimeMilliseconds(Int64At(column)) : null;

    public byte[] Bytes() => BytesAt(_column++);

    public byte[]? BytesOrNull() => Next(out var column) ? BytesAt(column) : null;

    internal void Reset() => _column = 0;

    protected abstract bool IsNullAt(int column);

    protected abstract string StringAt(int column);

    protected abstract long Int64At(int column);

    protected abstract double DoubleAt(int column);

    protected abstract decimal DecimalAt(int column);

    protected abstract byte[] BytesAt(int column);

    private bool Next(out int column)
    {
        column = _column++;
        return !IsNullAt(column);
    }
}
