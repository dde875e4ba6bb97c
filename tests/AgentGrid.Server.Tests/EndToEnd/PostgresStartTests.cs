using AgentGrid.Agents;
using AgentGrid.Client;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Server.Tests.EndToEnd;

/// <summary>How the real server comes to PostgreSQL, and what it says when it does not get in.</summary>
public sealed class PostgresStartTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [SkippableFact]
    public async Task Start_AnotherServerOnTheDatabase_WaitsUntilItHasStopped()
    {
        var settings = Settings(await postgres.CreateDatabaseAsync());
        await using var first = new ServerUnderTest(settings);
        await first.StartAsync();
        using var http = first.CreateHttpClient();
        var client = new AgentGridClient(http);
        await client.SetupAsync("ada@example.com", "correct horse battery", "Ada");
        var agent = await client.CreateAgentAsync("Guide", new AgentConfig());

        await using var second = new ServerUnderTest(settings);
        var starting = second.StartAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!second.Output.Contains("Another AgentGrid server works on this PostgreSQL database", StringComparison.Ordinal))
        {
            starting.IsCompleted.ShouldBeFalse(second.Output);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
        }

        (await first.StopAsync()).ShouldBe(0);
        await starting;
        using var secondHttp = second.CreateHttpClient();
        (await new AgentGridClient(secondHttp) { Token = client.Token }.GetAgentAsync(agent.Id)).Name.ShouldBe("Guide");
        (await second.StopAsync()).ShouldBe(0);
    }

    [SkippableFact]
    public async Task Start_NoSuchDatabase_IsRefusedInOneSentence()
    {
        var connectionString = (await postgres.CreateDatabaseAsync()).Replace("Database=test", "Database=nowhere", StringComparison.Ordinal);
        await using var server = new ServerUnderTest();
        var (exitCode, output) = await server.RunToEndAsync(
            ["--data", server.Folder, "--urls", server.Address.ToString(), .. Settings(connectionString)]);
        exitCode.ShouldBe(1);
        output.ShouldContain("AgentGrid did not start.");
        output.ShouldContain("no such database");
        output.ShouldNotContain("   at ");
    }

    private static string[] Settings(string connectionString) =>
        ["--AgentGrid:Storage:Provider", "postgres", "--ConnectionStrings:AgentGrid", connectionString];
}
