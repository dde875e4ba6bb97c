using System.Net;
using AgentGrid.Agents;
using AgentGrid.Client;
using Microsoft.Data.Sqlite;

namespace AgentGrid.Server.Tests.EndToEnd;

/// <summary>A database that cannot be written is said so, and is no reason to fall over.</summary>
public sealed class StorageFailureTests
{
    [Fact]
    public async Task Write_DatabaseLockedByAnother_Answers503AndGoesOnOnceItIsFree()
    {
        await using var server = new ServerUnderTest("--AgentGrid:Storage:Sqlite:BusyTimeout", "00:00:00.200");
        await server.StartAsync();
        using var http = server.CreateHttpClient();
        var client = new AgentGridClient(http);
        await client.SetupAsync("ada@example.com", "correct horse battery", "Ada");

        await using (var intruder = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "agentgrid.db")};Pooling=False"))
        {
            await intruder.OpenAsync();
            await ExecuteAsync(intruder, "BEGIN IMMEDIATE");
            var refused = await Should.ThrowAsync<AgentGridException>(() => client.CreateAgentAsync("Guide", new AgentConfig()));
            refused.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Code.ShouldBe(FailureCodes.StorageUnavailable);
            using var ready = await http.GetAsync("/readyz");
            ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            using var alive = await http.GetAsync("/healthz");
            alive.StatusCode.ShouldBe(HttpStatusCode.OK);
            await ExecuteAsync(intruder, "ROLLBACK");
        }

        var agent = await client.CreateAgentAsync("Guide", new AgentConfig());
        (await client.GetAgentAsync(agent.Id)).LatestVersion.ShouldBe(1);
        (await server.StopAsync()).ShouldBe(0);
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants only.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
