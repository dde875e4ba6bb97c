using System.Net;
using AgentGrid.Agents;
using AgentGrid.Client;
using AgentGrid.Testing.Storage;
using Npgsql;

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

    [SkippableFact]
    public async Task Healthz_DatabaseGone_SaysThatTheProcessLives()
    {
        var connectionString = await postgres.CreateDatabaseAsync();
        await using var server = new ServerUnderTest(Settings(connectionString));
        await server.StartAsync();
        using var http = server.CreateHttpClient();
        var client = new AgentGridClient(http);
        await client.SetupAsync("ada@example.com", "correct horse battery", "Ada");
        http.DefaultRequestHeaders.Authorization = new("Bearer", client.Token);

        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var gone = settings.Database;
        settings.Database = "postgres";
        await ExecuteAsync(settings.ConnectionString, $"DROP DATABASE {gone} WITH (FORCE)");

        (await http.GetAsync("/healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await http.GetAsync("/api/me")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [SkippableFact]
    public async Task Run_AnotherServerTookTheDatabase_EndsWithTheReasonAndAnExitCode()
    {
        var connectionString = await postgres.CreateDatabaseAsync();
        await using var server = new ServerUnderTest(Settings(connectionString));
        await server.StartAsync();

        // Whoever stands in line gets the lock before the server can take it again.
        const string Lock = "x'41676E74536F6C65'::bigint";
        await using var other = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "agentgrid elsewhere" }.ConnectionString);
        await other.OpenAsync();
        await using var command = other.CreateCommand();
        command.CommandText = $"SELECT pg_advisory_lock({Lock})";
        var taken = command.ExecuteNonQueryAsync();
        const string Holder = "FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await ExecuteAsync(connectionString, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") is not 1L)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }

        await ExecuteAsync(connectionString, $"SELECT pg_terminate_backend(pid) {Holder}");
        await taken;

        (await server.WaitForExitAsync()).ShouldBe(1);
        server.Output.ShouldContain("AgentGrid stopped");
        server.Output.ShouldContain("agentgrid elsewhere");
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // Constants only.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }

    private static string[] Settings(string connectionString) =>
        ["--AgentGrid:Storage:Provider", "postgres", "--ConnectionStrings:AgentGrid", connectionString];
}
