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

    private async Task<int> ApplyAsync(params Migration[] migrations) =>
        await Runner().ApplyAsync("test", migrations, CancellationToken.None);

    private async Task<long?> CountAsync(string sql) => await Database.ReadAsync(session => session.Int64Async(sql));
}
