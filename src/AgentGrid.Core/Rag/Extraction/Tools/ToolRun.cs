using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Tools;

/// <summary>
/// One run of an external program over a hostile file: no input, an almost empty environment, resource limits set by the
/// shell before the program starts, killed with its children at the time limit or when its reader goes away. What it writes is
/// taken at once, so its time is its own and never that of whoever reads the output.
/// </summary>
internal sealed class ToolRun : IDisposable
{
    private const int MaxErrorChars = 4000;

    /// <summary>Address space or data segment, processor seconds, no core dump; files of at most a gigabyte.</summary>
    private const string LimitingShell = "ulimit -c 0; ulimit -$0 \"$1\" 2>/dev/null; ulimit -t \"$2\"; ulimit -f 2097152; shift 2; exec \"$@\"";

    private readonly Process _process;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenRegistration _kill;
    private readonly StringBuilder _errors = new();
    private readonly ToolLimits _limits;
    private readonly SpooledOutput _output;
    private readonly Task<bool> _spooling;
    private volatile bool _killed;

    private ToolRun(Process process, ToolLimits limits, CancellationToken cancellation)
    {
        (_process, _limits) = (process, limits);
        _deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _deadline.CancelAfter(TimeSpan.FromSeconds(limits.Seconds));
        _kill = _deadline.Token.Register(Kill);
        process.ErrorDataReceived += (_, line) => KeepError(line.Data);
        process.BeginErrorReadLine();
        _output = new SpooledOutput(limits.OutputBytes);
        _spooling = SpoolAsync();
    }

    /// <summary>
    /// Standard output, after waiting for its end. It ends early when the program was killed: ask <see cref="Finish"/> how it went.
    /// </summary>
    public Stream Output
    {
        get
        {
            _spooling.GetAwaiter().GetResult();
            return _output.Content();
        }
    }

    public static ToolRun Start(string program, IEnumerable<string> arguments, ToolLimits limits, CancellationToken cancellation)
    {
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo(program) : Limited(program, limits);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        start.WorkingDirectory = Path.GetTempPath();
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        var process = Process.Start(start) ?? throw new ExtractionException(
            ExtractionCodes.ExtractorUnavailable, $"{Path.GetFileName(program)} could not be started on the server. Check its installation.");
        process.StandardInput.Close();
        return new ToolRun(process, limits, cancellation);
    }

    /// <summary>Waits for the end and gives exit code and error text. Throws when a limit ended it.</summary>
    public (int ExitCode, string Errors) Finish(CancellationToken cancellation)
    {
        var complete = _spooling.GetAwaiter().GetResult();
        _process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        if (!complete)
        {
            throw new ExtractionException(
                ExtractionCodes.TooComplex, $"The document gives more than {_limits.OutputBytes / 1_000_000} MB of text. Split it.");
        }

        if (_killed)
        {
            throw new ExtractionException(
                ExtractionCodes.ExtractionTimeout,
                $"Reading the document took longer than {_limits.Seconds} seconds. Split it, or print it to a simpler PDF.");
        }

        lock (_errors)
        {
            return (_process.ExitCode, _errors.ToString());
        }
    }

    public void Dispose()
    {
        _kill.Dispose();
        Kill();
        _deadline.Dispose();
        _ = ReleaseAsync();
    }

    private static ProcessStartInfo Limited(string program, ToolLimits limits)
    {
        var start = new ProcessStartInfo("/bin/sh");
        string[] shell =
        [
            "-c", LimitingShell, limits.AddressSpace ? "v" : "d",
            (limits.MemoryMegabytes * 1024L).ToString(CultureInfo.InvariantCulture),
            limits.ProcessorSeconds.ToString(CultureInfo.InvariantCulture), program,
        ];
        foreach (var argument in shell)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    /// <summary>Takes all output; a program whose output is not taken to the end is killed, since it would wait for ever.</summary>
    private async Task<bool> SpoolAsync()
    {
        var complete = false;
        try
        {
            complete = await _output.FillAsync(_process.StandardOutput.BaseStream);
        }
        finally
        {
            if (!complete)
            {
                Kill();
            }
        }

        return complete;
    }

    /// <summary>Lets go of pipe and spool once nothing writes to them any more, which is at once after an orderly end.</summary>
    private async Task ReleaseAsync()
    {
        await Task.WhenAny(_spooling);
        _output.Dispose();
        _process.Dispose();
    }

    private void KeepError(string? line)
    {
        lock (_errors)
        {
            if (line is not null && _errors.Length < MaxErrorChars)
            {
                _errors.AppendLine(line);
            }
        }
    }

    private void Kill()
    {
        try
        {
            if (!_process.HasExited)
            {
                _killed = true;
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            // It ended between the question and the signal.
        }
    }
}
