using System.Security.Cryptography;
using System.Text;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Sessions;

/// <summary>
/// The full-text index of SQLite, which follows behind the messages: in groups after many turns, and up to the last message
/// before each search. PostgreSQL indexes with the row and needs none of this.
/// </summary>
internal sealed class MessageIndex(ISqlDatabase database)
{
    // A step holds the writer for about a millisecond.
    private const int Step = 40;
    private const int TurnsBetween = 500;
    private int _turns;

    /// <summary>A word that stands for a user: an id may hold characters that the index's tokenizer splits at.</summary>
    public static string OwnerWord(string userId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(userId)).AsSpan(0, 8));

    /// <summary>After messages were removed: SQLite gives their numbers out again, so the index must not think it knows them.</summary>
    public static ValueTask<int> RewindAsync(ISqlSession session) => session.ExecuteAsync(
        "UPDATE chat_message_index SET last_pk = MIN(last_pk, (SELECT COALESCE(MAX(pk), 0) FROM chat_messages))");

    /// <summary>Counts a turn, and after enough of them starts to catch up in the background.</summary>
    public void NoteTurn()
    {
        if (database.Dialect == SqlDialect.Sqlite && Interlocked.Increment(ref _turns) % TurnsBetween == 0)
        {
            _ = Task.Run(CatchUpInBackgroundAsync);
        }
    }

    public async ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        if (database.Dialect != SqlDialect.Sqlite || await database.ReadAsync(IsCurrentAsync, cancellationToken))
        {
            return;
        }

        while (await database.WriteAsync(IndexSomeAsync, cancellationToken) == Step)
        {
        }
    }

    private static async ValueTask<bool> IsCurrentAsync(ISqlSession session) => await session.Int64Async(
        "SELECT 1 FROM chat_message_index WHERE last_pk >= (SELECT COALESCE(MAX(pk), 0) FROM chat_messages)") is not null;

    private static async ValueTask<int> IndexSomeAsync(ISqlSession session)
    {
        var messages = await session.QueryAsync(
            """
            SELECT m.pk, m.role, m.content, s.user_id FROM chat_messages m LEFT JOIN chat_sessions s ON s.id = m.session_id
            WHERE m.pk > (SELECT last_pk FROM chat_message_index) ORDER BY m.pk LIMIT @limit
            """,
            static row => (Pk: row.Int64(), Role: row.String(), Text: row.String(), Owner: row.StringOrNull()),
            ("@limit", Step));
        foreach (var message in messages)
        {
            if (message.Owner is not null && message.Role != EnumText<MessageRole>.Of(MessageRole.Summary))
            {
                await session.ExecuteAsync(
                    "INSERT INTO chat_message_words (rowid, owner, words) VALUES (@pk, @owner, @words)",
                    ("@pk", message.Pk),
                    ("@owner", OwnerWord(message.Owner)),
                    ("@words", string.Join(' ', SearchText.Words(message.Text))));
            }
        }

        if (messages.Count > 0)
        {
            await session.ExecuteAsync("UPDATE chat_message_index SET last_pk = @pk", ("@pk", messages[^1].Pk));
        }

        return messages.Count;
    }

    private async Task CatchUpInBackgroundAsync()
    {
        try
        {
            await CatchUpAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is StorageUnavailableException or ObjectDisposedException)
        {
            // Nothing is lost: the next search, or the next round, goes on where this one stopped.
        }
    }
}
