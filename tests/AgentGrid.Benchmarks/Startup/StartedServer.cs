using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AgentGrid.Server.Hosting;

namespace AgentGrid.Benchmarks.Startup;

/// <summary>The server program in a process of its own.</summary>
internal sealed class StartedServer : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);
    private readonly Process _process;

    private StartedServer(Process process) => _process = process;

    /// <summary>Starts it and waits until a request that reads the store is answered.</summary>
    public static async Task<StartedServer> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo(
            "dotnet", [typeof(ServerHost).Assembly.Location, "--data", folder, "--urls", address.OriginalString])
        {
            RedirectStandardOutput = true,
        };
        var server = new StartedServer(Process.Start(start) ?? throw new InvalidOperationException("The server did not start."));
        using var http = new HttpClient { BaseAddress = address };
        while (!await AnswersAsync(http, cancellationToken))
        {
            if (server._process.HasExited)
            {
                throw new InvalidOperationException("The server ended before it answered.");
            }

            await Task.Delay(Step, TimeProvider.System, cancellationToken);
        }

        return server;
    }

    public StartupFigures Read(TimeSpan answer)
    {
        _process.Refresh();
        return new StartupFigures(answer, _process.TotalProcessorTime, _process.WorkingSet64);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync("/api/setup", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
