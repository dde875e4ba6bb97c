using System.Text;
using AgentGrid.Agents;
using AgentGrid.Client;
using AgentGrid.Knowledge;
using AgentGrid.Sessions;

namespace AgentGrid.Server.Tests.EndToEnd;

public sealed class FirstRunTests
{
    private const string Document =
        "# Handbook\n\nThe museum opens at nine. Tickets cost fourteen euros; children under six enter free.\n\n"
        + "## Guided tours\n\nGuided tours start at eleven and at three and last ninety minutes. Book them at the front desk.\n";

    [Fact]
    public async Task FirstRun_SetupAgentFileQuestion_SurvivesKill()
    {
        await using var server = new ServerUnderTest();
        await server.StartAsync();
        using var http = server.CreateHttpClient();
        var client = new AgentGridClient(http);
        await client.SetupAsync("ada@example.com", "correct horse battery", "Ada");
        var agent = await client.CreateAgentAsync("Museum guide", new AgentConfig { Instructions = "Answer from the handbook." });
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(Document));
        var upload = await client.UploadFileAsync(agent.Id, "handbook.md", content);
        (await client.WaitForFileAsync(upload.Id)).Status.ShouldBe(FileStatus.Ready);

        var answer = await client.ChatAsync(new ChatMessage(agent.Id, "How long do guided tours last?"));
        answer.Text.ShouldContain("ninety minutes");
        answer.Citations.ShouldNotBeEmpty();
        answer.Citations[0].FileName.ShouldBe("handbook.md");
        answer.Citations[0].Text.ShouldContain("ninety minutes");

        var events = new List<TurnEvent>();
        await foreach (var turnEvent in client.StreamChatAsync(new ChatMessage(agent.Id, "What do tickets cost?", answer.SessionId)))
        {
            events.Add(turnEvent);
        }

        events.Select(turnEvent => turnEvent.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(id => (long)id));
        events[^1].Name.ShouldBe(TurnEventNames.Completed);

        await server.KillAsync();
        await server.StartAsync();
        (await client.GetAgentAsync(agent.Id)).Name.ShouldBe("Museum guide");
        (await client.GetFileAsync(upload.Id)).Status.ShouldBe(FileStatus.Ready);
        var messages = await client.ListMessagesAsync(answer.SessionId);
        messages.Items.Length.ShouldBe(4);
        messages.Items.ShouldAllBe(message => message.Status == MessageStatus.Complete);
        (await client.ChatAsync(new ChatMessage(agent.Id, "When does the museum open?"))).Text.ShouldContain("nine");
        (await server.StopAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Start_FolderInUse_IsRefusedWithReason()
    {
        await using var server = new ServerUnderTest();
        await server.StartAsync();
        await using var second = new ServerUnderTest();
        var (exitCode, output) = await second.RunToEndAsync("--data", server.Folder, "--urls", second.Address.ToString());
        exitCode.ShouldNotBe(0);
        output.ShouldContain("in use by another AgentGrid process");
        output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Start_AddressInUse_IsRefusedWithReason()
    {
        await using var server = new ServerUnderTest();
        await server.StartAsync();
        await using var second = new ServerUnderTest();
        var (exitCode, output) = await second.RunToEndAsync("--data", second.Folder, "--urls", server.Address.ToString());
        exitCode.ShouldNotBe(0);
        output.ShouldContain("--urls");
        // The log before it may tell how an engine that had begun was stopped again.
        output[output.IndexOf("AgentGrid did not start", StringComparison.Ordinal)..].ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Start_WeakBootstrapKey_IsRefusedWithTheFix()
    {
        await using var server = new ServerUnderTest();
        var (exitCode, output) = await server.RunToEndAsync(
            "--data", server.Folder, "--urls", server.Address.ToString(), "--AgentGrid:Auth:BootstrapKey", "agk_weak");
        exitCode.ShouldNotBe(0);
        output.ShouldContain("must begin with 'agk_'");
        output.ShouldNotContain("agk_weak");
        output.ShouldNotContain("   at ");
    }
}
