using AgentGrid.Storage.Migrations;
using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Migrations;

public abstract class MigrationRunnerTests(IStoreBackend backend) : DatabaseTest(backend)
{
    private static readonly Migration First = new(1, "0001_first", "CREATE TABLE a (id BIGINT); INSERT INTO a VALUES (1);");
    private static readonly Migration Second = new(2, "0002_second", "ALTER TABLE a ADD COLUMN name TEXT;");

    [SkippableFact]
    public async Task ApplyAsync_Again_AppliesOnlyWhatIsMissing()
    {
        (await ApplyAsync(First)).ShouldBe(1);
        (await ApplyAsync(First)).ShouldBe(0);
        (await ApplyAsync(First, Second)).ShouldBe(1);

        await ReopenAsync();
        (await ApplyAsync(First, Second)).ShouldBe(0);
        (await CountAsync("SELECT count(*) FROM a")).ShouldBe(1);
        (await CountAsync("SELECT count(*) FROM schema_migrations")).ShouldBe(2);
    }

    [SkippableFact]
    public async Task ApplyAsync_DatabaseIsNewer_IsRefusedAndUnchanged()
    {
        await ApplyAsync(First, Second);
        var refusal = await Should.ThrowAsync<StorageStartException>(() => ApplyAsync(First));
        refusal.Message.ShouldContain("newer program");
    }

    [SkippableFact]
    public async Task ApplyAsync_ScriptWasChanged_IsRefused()
    {
        await ApplyAsync(First);
        var refusal = await Should.ThrowAsync<StorageStartException>(() => ApplyAsync(First with { Sql = "SELECT 1" }));
        refusal.Message.ShouldContain("0001_first");
    }

    [SkippableFact]
    public async Task ApplyAsync_OnlyLineEndingsDiffer_IsTheSameScript()
    {
        await ApplyAsync(First with { Sql = "SELECT 1;\nSELECT 2;" });
        (await ApplyAsync(First with { Sql = "SELECT 1;\r\nSELECT 2;" })).ShouldBe(0);
    }

    [SkippableFact]
    public async Task ApplyAsync_ScriptFails_LeavesNothingOfTheRun()
    {
        var broken = new Migration(2, "0002_broken", "CREATE TABLE b (id BIGINT); INSERT INTO nowhere VALUES (1);");
        await Should.ThrowAsync<System.Data.Common.DbException>(() => ApplyAsync(First, broken));
        (await Runner().IsEmptyAsync(CancellationToken.None)).ShouldBeTrue();
        (await ApplyAsync(First, Second)).ShouldBe(2);
    }

    [SkippableFact]
    public async Task ApplyAsync_ConcurrentRunners_ApplyEachScriptOnce()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ApplyAsync(First, Second)));
        applied.Sum().ShouldBe(2);
    }

    [SkippableFact]
    public async Task ApplyFolderAsync_NumberedScripts_AreRecordedUnderTheirSource()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("0001_one.sql"), "CREATE TABLE one (id BIGINT);");
        await File.WriteAllTextAsync(folder.File("0002_two.sql"), "CREATE TABLE two (id BIGINT);");

        (await Runner().ApplyFolderAsync("orleans", folder.FullPath)).ShouldBe(2);
        (await Runner().ApplyOwnAsync(CancellationToken.None)).ShouldBePositive();
        (await Runner().ApplyFolderAsync("orleans", folder.FullPath)).ShouldBe(0);
        (await CountAsync("SELECT count(*) FROM two")).ShouldBe(0);
    }

    [SkippableTheory]
    [InlineData("0002_gap.sql")]
    [InlineData("first.sql")]
    [InlineData("x1_first.sql")]
    public async Task ApplyFolderAsync_BadNumber_IsRefused(string name)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File(name), "SELECT 1;");
        await Should.ThrowAsync<StorageStartException>(async () => await Runner().ApplyFolderAsync("x", folder.FullPath));
    }

    [SkippableFact]
    public async Task ApplyOwnAsync_EmptyDatabase_MakesTheTables()
    {
        await Runner().ApplyOwnAsync(CancellationToken.None);
        (await Runner().ApplyOwnAsync(CancellationToken.None)).ShouldBe(0);
        foreach (var table in new[] { "users", "agents", "chat_messages", "turn_events", "knowledge_chunks", "llm_usage" })
        {
            (await CountAsync($"SELECT count(*) FROM {table}")).ShouldBe(0);
        }
    }

    [SkippableFact]
    public async Task ApplyOwnAsync_FilesOfTheFirstRelease_KnowTheirVectors()
    {
        var scripts = MigrationScripts.Embedded(Database.Dialect);
        await Runner().ApplyAsync(MigrationRunner.OwnScripts, [scripts[0]], CancellationToken.None);
        await Database.WriteAsync(async session =>
        {
            foreach (var (file, agent, epoch, model) in new[] { ("f1", "a1", 2, "old"), ("f2", "a1", 1, "new"), ("f3", "a2", 1, "old"), ("f4", "a2", 0, "") })
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO knowledge_files (id, agent_id, user_id, name, size, content_type, sha256, status, stage, progress, chunks,
                      attempts, blob_name, epoch, revision, created_at, updated_at)
                    VALUES (@id, @agent, 'u', 'n', 1, 't', @id, 'ready', 'done', 1, 1, 1, 'b', @epoch, 1, 5, 5)
                    """,
                    ("@id", file), ("@agent", agent), ("@epoch", epoch));
                if (epoch > 0)
                {
                    await session.ExecuteAsync(
                        """
                        INSERT INTO knowledge_chunks (file_id, epoch, ordinal, text, start_offset, end_offset, content_hash, embedding_model, dimensions)
                        VALUES (@id, @epoch, 0, 't', 0, 1, 'h', @model, 3)
                        """,
                        ("@id", file), ("@epoch", epoch), ("@model", model));
                }
            }

            return 0;
        });

        await Runner().ApplyOwnAsync(CancellationToken.None);

        var files = await Database.ReadAsync(session => session.QueryAsync(
            "SELECT id, vectors FROM knowledge_files ORDER BY id", static row => (row.String(), row.StringOrNull())));
        files.ShouldBe([("f1", "old@3"), ("f2", "new@3"), ("f3", "old@3"), ("f4", null)]);
        var epochs = await Database.ReadAsync(session => session.QueryAsync(
            "SELECT agent_id, serving, target FROM knowledge_epochs ORDER BY agent_id", static row => (row.String(), row.String(), row.StringOrNull())));
        epochs.ShouldBe([("a1", "old@3", "old@3"), ("a2", "old@3", null)]);
    }

    private async Task<int> ApplyAsync(params Migration[] migrations) =>
        await Runner().ApplyAsync("test", migrations, CancellationToken.None);

    private async Task<long?> CountAsync(string sql) => await Database.ReadAsync(session => session.Int64Async(sql));
}
