using Xunit;

namespace AgentGrid.Testing.Storage;

/// <summary>
/// One server for a test collection. Without the server's programs its tests are skipped on a laptop; where
/// <c>CI=true</c> they fail.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? _server;

    public async Task InitializeAsync()
    {
        if (PostgresServer.Missing is null)
        {
            _server = await PostgresServer.StartAsync();
        }
    }

    /// <summary>An empty database on the server.</summary>
    public Task<string> CreateDatabaseAsync()
    {
        Requires.Tool(PostgresServer.Missing);
        return _server!.CreateDatabaseAsync();
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
