using System.Diagnostics;
using Npgsql;

namespace AgentGrid.Testing.Storage;

/// <summary>
/// A private PostgreSQL server in a temporary folder, reached over a Unix socket so that no port can clash. It ends with this
/// process, however that ends: its shell stops it when the pipe from here closes.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private readonly TempFolder _folder = new();
    private readonly string _binaries;
    private Process? _process;
    private int _databases;

    private PostgresServer(string binaries) => _binaries = binaries;

    /// <summary>Why there can be no server on this machine, or null.</summary>
    public static string? Missing =>
        OperatingSystem.IsWindows() ? "The PostgreSQL fixture needs Unix sockets."
        : PostgresBinaries.Find() is null ? "PostgreSQL is not installed (apt-get install postgresql, or set AGENTGRID_POSTGRES_BIN)."
        : null;

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer(PostgresBinaries.Find() ?? throw new InvalidOperationException(Missing));
        try
        {
            await server.LaunchAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an empty database and gives the connection string to it.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name is made here.
        command.CommandText = $"CREATE DATABASE {name}";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_process is { } process)
        {
            process.StandardInput.Close();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }

            process.Dispose();
        }

        _folder.Dispose();
    }

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = _folder.FullPath,
        Username = "agentgrid",
        Database = database,
        MaxPoolSize = 40,
        Timeout = 30,
        CommandTimeout = 120,
    }.ConnectionString;

    private async Task LaunchAsync()
    {
        var data = _folder.File("data");
        var log = _folder.File("log");
        var script = $"""
            cd /
            {Quote(Path.Combine(_binaries, "initdb"))} -D {Quote(data)} -U agentgrid -A trust -E UTF8 --locale=C --no-sync > {Quote(log)} 2>&1 || exit 1
            {Quote(Path.Combine(_binaries, "postgres"))} -D {Quote(data)} -k {Quote(_folder.FullPath)} -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200 -c shared_buffers=64MB >> {Quote(log)} 2>&1 < /dev/null &
            server=$!
            read -r _
            kill -QUIT $server
            wait $server
            """;
        _process = Process.Start(Shell(script))!;
        await WaitUntilReadyAsync(log);
    }

    private ProcessStartInfo Shell(string script)
    {
        var start = new ProcessStartInfo { RedirectStandardInput = true, UseShellExecute = false };
        string[] command = ["/bin/sh", "-c", script];
        if (Environment.UserName == "root")
        {
            // PostgreSQL refuses to run as root.
            var user = File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal))
                ? "postgres"
                : "nobody";
            Process.Start("chown", [user, _folder.FullPath]).WaitForExit();
            command = ["runuser", "-u", user, "--", .. command];
        }

        start.FileName = command[0];
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private async Task WaitUntilReadyAsync(string log)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException exception)
            {
                if (_process!.HasExited || Stopwatch.GetElapsedTime(started) > StartLimit)
                {
                    var said = File.Exists(log) ? await File.ReadAllTextAsync(log) : "nothing";
                    throw new InvalidOperationException($"PostgreSQL did not start. It said: {said}", exception);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
        }
    }
}
