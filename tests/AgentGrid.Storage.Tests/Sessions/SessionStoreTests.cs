using AgentGrid.Sessions;
using AgentGrid.Storage.Sql;
using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Sessions;

public abstract class SessionStoreTests(IStoreBackend backend) : SessionTest(backend)
{
    [SkippableFact]
    public async Task ListMessagesAsync_Pages_WalkForwardAndBack()
    {
        for (var i = 0; i < 5; i++)
        {
            await TalkAsync("s1", $"t{i}", $"q{i}", $"a{i}", newSession: i == 0);
        }

        (await Store.ListMessagesAsync("s1", 3, 4)).Select(message => message.Seq).ShouldBe([4, 5, 6, 7]);
        (await Store.ListLastMessagesAsync("s1", 3)).Select(message => message.Seq).ShouldBe([10, 9, 8]);
        (await Store.ListLastMessagesAsync("s1", 3, 8)).Select(message => message.Content).ShouldBe(["q3", "a2", "q2"]);
        (await Store.ListMessagesAsync("s9", 0, 4)).ShouldBeEmpty();
        (await Store.FindMessageAsync("s9", "msg-t1")).ShouldBeNull();
    }

    [SkippableFact]
    public async Task ListForPromptAsync_Messages_AreThoseOfTheSessionWithoutWhatNoPromptHolds()
    {
        await TalkAsync("s1", "t1", "q", "a", newSession: true);
        await Store.AppendMessageAsync("s1", Answer("t1", "sum") with { Role = MessageRole.Summary, SummarizesThrough = 2, Citations = [], Attachments = [] });
        var whole = await Store.ListLastMessagesAsync("s1", 3);

        var listed = await Store.ListForPromptAsync("s1", 3);

        listed.Select(row => row.HasCitations).ShouldBe([false, true, false]);
        listed[1].Message.Attachments.ShouldBe(whole[1].Attachments);
        listed.Select(row => row.Message with { Attachments = [] }).ShouldBe(whole.Select(message => message with
        {
            Citations = [],
            ToolCalls = [],
            Usage = null,
            Rejections = [],
            AgentVersion = null,
            Model = null,
            Attachments = [],
        }));
        (await Store.ListForPromptAsync("s1", 2)).Select(row => row.Message.Seq).ShouldBe([3, 2]);
    }

    [SkippableFact]
    public async Task AppendMessageAsync_Summary_TakesTheNextNumberAndIsNotSearched()
    {
        await TalkAsync("s1", "t1", "q", "a", newSession: true);
        var summary = Answer("t1", "zebra") with { Role = MessageRole.Summary, SummarizesThrough = 2 };
        (await Store.AppendMessageAsync("s1", summary)).ShouldSucceed().Seq.ShouldBe(3);
        (await Store.ListLastMessagesAsync("s1", 1))[0].SummarizesThrough.ShouldBe(2);
        (await SearchAsync("zebra")).ShouldBe("");
        (await Store.AppendMessageAsync("s9", summary)).ShouldFail(FailureCodes.SessionNotFound);
    }

    [SkippableFact]
    public async Task ListAsync_InPages_UsedLastFirstAndOnlyOnesOwn()
    {
        for (var i = 0; i < 5; i++)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            await TalkAsync($"s{i}", $"t{i}", "q", "a", newSession: true, user: i == 2 ? "u2" : "u1");
        }

        Time.Advance(TimeSpan.FromMinutes(1));
        await TalkAsync("s0", "t9", "again", "a");
        var mine = await Outcomes.AllPagesAsync(page => Store.ListAsync("u1", null, null, page), 2);
        mine.Select(session => session.Id).ShouldBe(["s0", "s4", "s3", "s1"]);
        mine[0].MessageCount.ShouldBe(4);
        (await Store.ListAsync("u1", "a1", null, new PageRequest())).ShouldSucceed().Items.Length.ShouldBe(4);
        (await Store.ListAsync("u1", "a9", null, new PageRequest())).ShouldSucceed().Items.ShouldBeEmpty();
        (await Store.ListAsync("u1", null, null, new PageRequest(5, "?"))).ShouldFail(FailureCodes.InvalidCursor);
    }

    [SkippableTheory]
    [InlineData("quantum", "s1")]
    [InlineData("QUANTUM entangle", "s1")]
    [InlineData("entangle quantum", "")]
    [InlineData("uantum", "")]
    [InlineData("cafe", "s2")]
    [InlineData("量子", "s3")]
    [InlineData("子力", "s3")]
    [InlineData("学", "s3")]
    [InlineData("力量", "")]
    [InlineData("title s2", "s2")]
    [InlineData("q", "s1")]
    [InlineData("q++", "")]
    [InlineData("\"quantum\"", "s1")]
    [InlineData("😀%_", "")]
    [InlineData("???", "")]
    [InlineData("\"quantum\" OR *", "")]
    [InlineData("quantum'); DROP TABLE users; --", "")]
    [InlineData("' & | ! :* quantum", "s1")]
    [InlineData("NEAR(quantum entangled)", "")]
    public async Task ListAsync_Query_FindsWordsInMessagesAndTitles(string query, string expected)
    {
        await TalkAsync("s1", "t1", "What is quantum physics?", "Entangled particles.", newSession: true);
        await TalkAsync("s1", "t1b", "quantum", "quantum entanglement");
        await TalkAsync("s2", "t2", "Un café, s'il vous plaît", "Voilà", newSession: true);
        await TalkAsync("s3", "t3", "量子力学とは何ですか", "物理学です", newSession: true);
        await TalkAsync("s4", "t4", "quantum quantum cafe 量子", "x", newSession: true, user: "u2");
        (await SearchAsync(query)).ShouldBe(expected);
    }

    [SkippableFact]
    public async Task ListAsync_Query_AfterDeletedMessages_FindsNewOnesOnly()
    {
        await TalkAsync("s1", "t1", "first apple", "a", newSession: true);
        (await SearchAsync("apple")).ShouldBe("s1");
        await Store.DeleteAsync("s1", Now);
        await TalkAsync("s2", "t2", "second pear", "a", newSession: true);
        await Store.DeleteAsync("s2", Now);
        await TalkAsync("s3", "t3", "third plum", "a", newSession: true);

        (await SearchAsync("apple")).ShouldBe("");
        (await SearchAsync("pear")).ShouldBe("");
        (await SearchAsync("plum")).ShouldBe("s3");
    }

    [SkippableFact]
    public async Task ListAsync_Query_WhileOthersTalk_FindsEverySessionAtTheEnd()
    {
        await Task.WhenAll(Enumerable.Range(0, 150).Select(async i =>
        {
            await TalkAsync($"s{i}", $"t{i}", "needle", "a", newSession: true);
            await SearchAsync("needle");
        }));
        (await Outcomes.AllPagesAsync(page => Store.ListAsync("u1", null, "needle", page), 100)).Count.ShouldBe(150);
    }

    [SkippableFact]
    public async Task RenameAsync_Current_ChangesTitleAndIsSearched()
    {
        await TalkAsync("s1", "t1", "q", "a", newSession: true);
        var renamed = (await Store.RenameAsync("s1", "Giraffes", 1, Now)).ShouldSucceed();
        (renamed.Session.Title, renamed.Revision).ShouldBe(("Giraffes", 2));
        (await SearchAsync("giraffe")).ShouldBe("s1");
        (await Store.RenameAsync("s1", "Other", 1, Now)).ShouldFail(FailureCodes.VersionConflict);
        (await Store.RenameAsync("s9", "Other", 1, Now)).ShouldFail(FailureCodes.SessionNotFound);
    }

    [SkippableFact]
    public async Task DeleteAsync_Long_LeavesNoRowOfIt()
    {
        await TalkAsync("s1", "t0", "needle", "a", newSession: true);
        await TalkAsync("s2", "t1", "needle", "a", newSession: true);
        for (var i = 2; i < 300; i++)
        {
            await TalkAsync("s1", $"t{i}", "needle", "a");
        }

        (await Store.DeleteAsync("s1", Now)).ShouldBeTrue();
        (await Store.DeleteAsync("s1", Now)).ShouldBeFalse();
        (await Store.FindAsync("s1")).ShouldBeNull();
        (await SearchAsync("needle")).ShouldBe("s2");
        (await CountAsync("chat_sessions")).ShouldBe(1);
        (await CountAsync("chat_messages")).ShouldBe(2);
        (await CountAsync("chat_turns")).ShouldBe(1);
        (await CountAsync("turn_events")).ShouldBe(2);
        if (Database.Dialect == SqlDialect.Sqlite)
        {
            (await CountAsync("chat_message_words")).ShouldBe(2);
        }
    }

    [SkippableFact]
    public async Task PurgeDeletedAsync_AfterACrash_RemovesWhatWasHidden()
    {
        await TalkAsync("s1", "t1", "q", "a", newSession: true);
        await Database.WriteAsync(static session => session.ExecuteAsync("UPDATE chat_sessions SET deleted = 1"));
        (await Store.FindAsync("s1")).ShouldBeNull();
        (await Store.BeginTurnAsync(Turn("s1", "t2"))).ShouldFail(FailureCodes.SessionNotFound);
        (await Store.PurgeDeletedAsync(10)).ShouldBe(1);
        (await Store.PurgeDeletedAsync(10)).ShouldBe(0);
        (await CountAsync("chat_messages")).ShouldBe(0);
    }

    private async Task<string> SearchAsync(string query) => string.Join(
        ',', (await Store.ListAsync("u1", null, query, new PageRequest())).ShouldSucceed().Items.Select(session => session.Id).Order());

    private async Task<long?> CountAsync(string table) =>
        await Database.ReadAsync(session => session.Int64Async($"SELECT count(*) FROM {table}"));
}
