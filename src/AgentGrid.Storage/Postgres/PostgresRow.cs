using System.Data.Common;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Postgres;

internal sealed class PostgresRow(DbDataReader reader) : SqlRow
{
    protected override bool IsNullAt(int column) => reader.IsDBNull(column);

    protected override string StringAt(int column) => reader.GetString(column);

    protected override long Int64At(int column) => reader.GetInt64(column);

    protected override double DoubleAt(int column) => reader.GetDouble(column);

    protected override decimal DecimalAt(int column) => reader.GetDecimal(column);

    protected override byte[] BytesAt(int column) => reader.GetFieldValue<byte[]>(column);
}
