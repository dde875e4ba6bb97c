using System.Collections.Immutable;
using AgentGrid.Analytics;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Usage;

internal sealed class UsageStore(ISqlDatabase database) : IUsageStore
{
    public async ValueTask AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken = default)
    {
        if (records.Count > 0)
        {
            await database.WriteAsync(session => AddAsync(session, records), cancellationToken);
        }
    }

    public async ValueTask<ImmutableArray<UsageGroup>> SumAsync(
        UsageFilter filter, CancellationToken cancellationToken = default)
    {
        var key = filter.GroupBy switch
        {
            UsageGrouping.User => "COALESCE(user_id, '')",
            UsageGrouping.Agent => "COALESCE(agent_id, '')",
            UsageGrouping.Model => "provider || '/' || model",
            UsageGrouping.Version => "COALESCE(agent_id || '@' || CAST(agent_version AS TEXT), '')",
            _ => throw new ArgumentOutOfRangeException(nameof(filter)),
        };
        List<(string, object?)> parameters = [("@from", filter.From), ("@to", filter.To)];
        var where = "created_at >= @from AND created_at < @to";
        if (filter.AgentId is not null)
        {
            where += " AND agent_id = @agent";
            parameters.Add(("@agent", filter.AgentId));
        }

        if (filter.VisibleTo is not null)
        {
            where += " AND (user_id = @user OR agent_id IN (SELECT id FROM agents WHERE owner_id = @user))";
            parameters.Add(("@user", filter.VisibleTo));
        }

        // SQLite has no exact decimals: decimal_sum is ours, added to each connection.
        var sum = database.Dialect == SqlDialect.Sqlite ? "decimal_sum(cost_usd)" : "SUM(cost_usd)";
        return [.. await database.ReportAsync(
            session => session.QueryAsync(
                $"""
                SELECT {key} AS grouped, COUNT(*), CAST(SUM(input_tokens) AS BIGINT), CAST(SUM(cached_input_tokens) AS BIGINT),
                  CAST(SUM(output_tokens) AS BIGINT), {sum}, COUNT(*) - COUNT(cost_usd)
                FROM llm_usage WHERE {where} GROUP BY {key} ORDER BY grouped
                """,
                static row => new UsageGroup(
                    row.String(), row.Int64(), row.Int64(), row.Int64(), row.Int64(), row.DecimalOrNull(), row.Int64()),
                [.. parameters]),
            cancellationToken)];
    }

    /// <summary>For writes that carry their usage in their own transaction.</summary>
    internal static async ValueTask<int> AddAsync(ISqlSession session, IReadOnlyList<UsageRecord> records)
    {
        var added = 0;
        foreach (var record in records)
        {
            added += await session.ExecuteAsync(
                """
                INSERT INTO llm_usage (id, user_id, agent_id, agent_version, session_id, turn_id, purpose, provider, model,
                  input_tokens, cached_input_tokens, output_tokens, reasoning_tokens, cost_usd, estimated, outcome, duration_ms,
                  created_at)
                VALUES (@id, @user, @agent, @version, @session, @turn, @purpose, @provider, @model, @input, @cached, @output,
                  @reasoning, @cost, @estimated, @outcome, @duration, @at)
                ON CONFLICT DO NOTHING
                """,
                ("@id", record.Id),
                ("@user", record.UserId),
                ("@agent", record.AgentId),
                ("@version", record.AgentVersion),
                ("@session", record.SessionId),
                ("@turn", record.TurnId),
                ("@purpose", record.Purpose),
                ("@provider", record.Provider),
                ("@model", record.Model),
                ("@input", record.InputTokens),
                ("@cached", record.CachedInputTokens),
                ("@output", record.OutputTokens),
                ("@reasoning", record.ReasoningTokens),
                ("@cost", record.CostUsd),
                ("@estimated", record.Estimated),
                ("@outcome", EnumText<UsageOutcome>.Of(record.Outcome)),
                ("@duration", record.DurationMs),
                ("@at", record.CreatedAt));
        }

        return added;
    }
}
