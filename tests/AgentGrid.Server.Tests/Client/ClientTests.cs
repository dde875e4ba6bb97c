using System.Net;
using System.Text;
using AgentGrid.Agents;
using AgentGrid.Analytics;
using AgentGrid.Client;
using AgentGrid.Knowledge;
using AgentGrid.Server.Tests.Hosting;
using AgentGrid.Sessions;
using AgentGrid.Users;

namespace AgentGrid.Server.Tests.Client;

/// <summary>The client against the real server.</summary>
[Collection(ServerCollection.Name)]
public sealed class ClientTests(TestServer server) : IDisposable
{
    private const string Text = "# Tours\n\nGuided tours start at eleven and last ninety minutes. Book them at the front desk.\n";
    private readonly HttpClient _http = new() { BaseAddress = server.Address };

    private AgentGridClient Ada => new(_http) { Token = server.Ada.Token };

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Agents_FromFirstVersionToDeletion()
    {
        var client = Ada;
        var agent = await client.CreateAgentAsync("Guide", new AgentConfig { Instructions = "Be kind." }, "Shows the way");
        var update = new UpdateAgent(1, "Leader", null, new AgentConfig { Instructions = "Be brief." }, "shorter", Draft: true);
        (await client.UpdateAgentAsync(agent.Id, update)).ActiveVersion.ShouldBe(1);
        (await Should.ThrowAsync<AgentGridException>(client.UpdateAgentAsync(agent.Id, update))).Status.ShouldBe(HttpStatusCode.PreconditionFailed);

        (await client.ListVersionsAsync(agent.Id)).Items.Select(version => (version.Number, version.IsActive)).ShouldBe([(2, false), (1, true)]);
        (await client.GetVersionAsync(agent.Id, 2)).Config.Instructions.ShouldBe("Be brief.");
        (await client.ActivateVersionAsync(agent.Id, 2, expectedVersion: 2)).ActiveVersion.ShouldBe(2);
        (await client.ListAgentsAsync("Leader", limit: 200)).Items.ShouldContain(item => item.Id == agent.Id);

        (await Should.ThrowAsync<AgentGridException>(client.DeleteAgentAsync(agent.Id, expectedVersion: 1))).Code.ShouldBe(FailureCodes.VersionConflict);
        var receipt = await client.DeleteAgentAsync(agent.Id);
        (await client.GetDeletionAsync(receipt.Id)).AgentId.ShouldBe(agent.Id);
        (await Should.ThrowAsync<AgentGridException>(client.GetAgentAsync(agent.Id))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Should.ThrowAsync<AgentGridException>(client.GetAgentAsync("../keys"))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("a \"q\".txt")]
    [InlineData("Überblick – 年次 %22.txt")]
    public async Task Files_AnyName_FromUploadToDeletion(string name)
    {
        var client = Ada;
        var agent = await client.CreateAgentAsync("Guide", new AgentConfig());
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(Text));
        var uploaded = await client.UploadFileAsync(agent.Id, name, content);
        content.CanRead.ShouldBeTrue();
        uploaded.Name.ShouldBe(name);
        var file = await client.WaitForFileAsync(uploaded.Id);
        (file.Status, file.Name).ShouldBe((FileStatus.Ready, name));

        using (var reader = new StreamReader(await client.DownloadFileAsync(file.Id)))
        {
            (await reader.ReadToEndAsync()).ShouldBe(Text);
        }

        (await client.ListChunksAsync(file.Id)).Items.Length.ShouldBe(file.Chunks);
        (await client.SearchAsync(agent.Id, "How long do tours last?", topK: 1)).Hits[0].FileId.ShouldBe(file.Id);
        (await client.GetKnowledgeAsync(agent.Id)).Ready.ShouldBe(1);
        (await Should.ThrowAsync<AgentGridException>(client.PauseFileAsync(file.Id))).Status.ShouldBe(HttpStatusCode.Conflict);
        (await client.ReprocessFileAsync(file.Id)).Id.ShouldBe(file.Id);
        (await client.WaitForFileAsync(file.Id)).Status.ShouldBe(FileStatus.Ready);
        await client.DeleteFileAsync(file.Id);
        (await client.ListFilesAsync(agent.Id)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Chat_AgentWithRequiredInput_TakesIts()
    {
        var client = Ada;
        var agent = await client.CreateAgentAsync("Guide", new AgentConfig { Inputs = [new AgentInput { Id = "city", Required = true }] });
        (await Should.ThrowAsync<AgentGridException>(client.ChatAsync(new ChatMessage(agent.Id, "Hello")))).Status.ShouldBe(HttpStatusCode.BadRequest);

        var message = new ChatMessage(agent.Id, "Hello") { Inputs = new Dictionary<string, object> { ["city"] = "Antwerp" }, IdempotencyKey = Guid.NewGuid().ToString("n") };
        var answer = await client.ChatAsync(message);
        answer.Text.ShouldNotBeEmpty();
        (await client.ChatAsync(message)).MessageId.ShouldBe(answer.MessageId);

        (await client.RenameSessionAsync(answer.SessionId, "Trip")).Title.ShouldBe("Trip");
        (await client.ListSessionsAsync(agent.Id)).Items.ShouldHaveSingleItem().Title.ShouldBe("Trip");
        (await client.ListMessagesAsync(answer.SessionId)).Items.Length.ShouldBe(2);
        var events = new List<TurnEvent>();
        await foreach (var turnEvent in client.WatchTurnAsync(answer.SessionId, answer.TurnId, afterId: 1))
        {
            events.Add(turnEvent);
        }

        events[0].Id.ShouldBe(2);
        events[^1].Name.ShouldBe(TurnEventNames.Completed);
        (await Should.ThrowAsync<AgentGridException>(client.ContinueAsync(answer.SessionId, answer.TurnId))).Status.ShouldBe(HttpStatusCode.Conflict);
        (await client.GetUsageAsync(UsageGrouping.Agent)).ShouldContain(group => group.Key == agent.Id);
        await client.DeleteSessionAsync(answer.SessionId);
        (await Should.ThrowAsync<AgentGridException>(client.GetSessionAsync(answer.SessionId))).Code.ShouldBe(FailureCodes.SessionNotFound);
    }

    [Fact]
    public async Task Account_FromRegistrationToLogout()
    {
        var client = new AgentGridClient(_http);
        var first = await client.RegisterAsync($"{Guid.NewGuid():n}@example.com", TestServer.Password, "Cy");
        var second = await client.RefreshAsync(first.RefreshToken);
        client.Token.ShouldBe(second.AccessToken);
        (await client.RenameMeAsync("Cyd")).Name.ShouldBe("Cyd");
        (await client.GetMeAsync()).Name.ShouldBe("Cyd");

        var key = await client.CreateKeyAsync("ci", [Scopes.AgentsRead]);
        (await new AgentGridClient(_http) { Token = key.Key }.ListAgentsAsync()).Items.ShouldBeEmpty();
        (await client.ListKeysAsync(limit: 1)).Items.ShouldHaveSingleItem().Id.ShouldBe(key.Id);
        await client.RevokeKeyAsync(key.Id);
        (await client.ListKeysAsync()).Items.ShouldBeEmpty();
        await client.ChangePasswordAsync(TestServer.Password, TestServer.Password + "!");
        await client.LogoutAsync();
        (await Should.ThrowAsync<AgentGridException>(client.GetMeAsync())).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
