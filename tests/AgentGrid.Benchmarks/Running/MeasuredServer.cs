using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AgentGrid.Benchmarks.Chat;

namespace AgentGrid.Benchmarks.Running;

/// <summary>A server in a process of its own, so that its processor time is its own.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    public const string Ready = "ready";
    private readonly Process _process;

    private MeasuredServer(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes allocated by the server since it started.</summary>
    public async Task<long> AllocatedAsync(CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync(cancellationToken);
        return long.Parse((await _process.StandardOutput.ReadLineAsync(cancellationToken))!, CultureInfo.InvariantCulture);
    }

    /// <summary>Starts this very program as the server <paramref name="kind"/>.</summary>
    public static async Task<MeasuredServer> StartAsync(string kind, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(MeasuredServer).Assembly.Location);
        }

        foreach (var argument in new[] { ChatBenchmark.BenchmarkName, ChatBenchmark.ServeOption, kind, address.OriginalString })
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The server process did not start.");
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line == Ready)
            {
                return new MeasuredServer(process, address);
            }
        }

        throw new InvalidOperationException($"The server '{kind}' ended before it was ready.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
