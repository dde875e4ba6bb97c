using System.Text;
using AgentGrid.Core.Rag.Extraction;
using AgentGrid.Testing;
using AgentGrid.Testing.Time;

namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>What counts as time spent on reading, and what becomes of the programs that read.</summary>
public sealed class ReadingTimeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentgrid-tool-").FullName;

    [Fact]
    public void Extract_ConsumerBusyLongerThanTheLimit_IsReadToTheEnd()
    {
        var clock = new ManualTimeProvider();
        var text = string.Concat(Enumerable.Repeat("One paragraph of a file that somebody embeds at leisure.\n\n", 2000));
        var extractor = new DocumentExtractor(new ExtractionOptions { MaxSeconds = 5 }, clock);
        var read = new StringBuilder();

        foreach (var block in extractor.Extract(ExtractionSource.FromBytes(Encoding.UTF8.GetBytes(text), "a.txt")))
        {
            read.Append(block.Text);
            clock.Advance(TimeSpan.FromHours(1));
        }

        read.ToString().ShouldBe(text);
    }

    [Fact]
    public void Extract_SlowSource_EndsAtTheLimit()
    {
        var clock = new ManualTimeProvider();
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("One paragraph of a file on a slow disk.\n\n", 20_000)));
        var source = new ExtractionSource("a.txt", bytes.Length, () => new SlowStream(bytes, () => clock.Advance(TimeSpan.FromSeconds(2))));
        var extractor = new DocumentExtractor(new ExtractionOptions { MaxSeconds = 20 }, clock);

        Should.Throw<ExtractionException>(() => extractor.Extract(source).Count()).Code.ShouldBe(ExtractionCodes.ExtractionTimeout);
    }

    [SkippableFact]
    public void Extract_ConsumerStopsBetweenBlocks_DoesNotHoldTheTool()
    {
        RequireShell();
        var ended = Path.Combine(_folder, "ended");
        var options = Tool($"for i in $(seq 1 20000); do printf 'A sentence of some words on page %s.\\n\\n\\f' $i; done; touch {ended}");
        var blocks = new DocumentExtractor(options, TimeProvider.System).Extract(Pdf).GetEnumerator();

        blocks.MoveNext().ShouldBeTrue();

        File.Exists(ended).ShouldBeTrue("the tool must not wait for its reader");
        var count = 1;
        while (blocks.MoveNext())
        {
            count++;
        }

        count.ShouldBe(20_000);
    }

    [SkippableFact]
    public void Extract_ToolThatHangs_IsEndedAtItsOwnLimit()
    {
        RequireShell();
        Should.Throw<ExtractionException>(() => Read(Tool("sleep 600", seconds: 1))).Code.ShouldBe(ExtractionCodes.ExtractionTimeout);
    }

    [SkippableTheory]
    [InlineData(180, "20 seconds of processor time")]
    [InlineData(7, "7 seconds of processor time")]
    public void Extract_SmallDocument_HasLittleProcessorTime(int seconds, string expected)
    {
        RequireShell();
        Extracted.From(Pdf, Tool("echo $(ulimit -t) seconds of processor time", seconds)).Text.ShouldContain(expected);
    }

    [SkippableFact]
    public void Extract_ToolOutOfProcessorTime_IsTooComplex()
    {
        RequireShell();
        Should.Throw<ExtractionException>(() => Read(Tool("kill -XCPU $$"))).Code.ShouldBe(ExtractionCodes.TooComplex);
    }

    [SkippableFact]
    public void Extract_ToolThatWritesWithoutEnd_IsEndedAtTheBound()
    {
        RequireShell();
        var options = Tool("yes words");
        options.ToolOutputBytes = 3_000_000;

        Should.Throw<ExtractionException>(() => Read(options)).Code.ShouldBe(ExtractionCodes.TooComplex);
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("; exit 3")]
    [InlineData("; kill -KILL $$")]
    public void Extract_ToolThatEndsWithinATable_LosesNothingOfThePage(string end)
    {
        RequireShell();
        const string Table = "Name     Age     City\\nAnn      30      Rome\\nBob      31      Oslo\\n";
        var options = Tool($"printf 'Words of one.\\f Ann and Bob and Cid live by the sea.\\f'", drawn: $"printf '{Table}\\f{Table}'{end}");

        Extracted.From(Pdf, options).Text.ShouldBe("Name: Ann; Age: 30; City: Rome\nName: Bob; Age: 31; City: Oslo\nAnn and Bob and Cid live by the sea.\n\n");
    }

    [SkippableFact]
    public async Task Extract_CancelledWhileAToolRuns_KillsIt()
    {
        RequireShell();
        using var stop = new CancellationTokenSource();
        var pid = Path.Combine(_folder, "pid");
        var reading = Task.Run(() => Read(Tool($"echo $$ > {pid}.new; mv {pid}.new {pid}; sleep 600"), stop.Token));
        while (!File.Exists(pid))
        {
            reading.IsCompleted.ShouldBeFalse();
            await Task.Yield();
        }

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(60)));
        Directory.Exists("/proc/" + (await File.ReadAllTextAsync(pid)).Trim()).ShouldBeFalse();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ExtractionSource Pdf => ExtractionSource.FromBytes(Pdfs.Of("one page"), "a.pdf");

    private static int Read(ExtractionOptions options, CancellationToken stop = default) =>
        new DocumentExtractor(options, TimeProvider.System).Extract(Pdf, stop).Count();

    /// <summary>Options with a script in the place of the program that reads PDF; laid out as on paper it gives what another writes.</summary>
    private ExtractionOptions Tool(string script, int seconds = 180, string drawn = "exit 0")
    {
        var path = Path.Combine(_folder, "tool");
        File.WriteAllText(path, $"#!/bin/sh\nif [ \"$1\" = -layout ]; then {drawn}; exit; fi\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new ExtractionOptions { PdfToText = path, Tesseract = "", ToolSeconds = seconds };
    }

    private static void RequireShell() => Requires.Tool(File.Exists("/bin/sh") ? null : "There is no /bin/sh.");

    /// <summary>Bytes each read of which takes its time.</summary>
    private sealed class SlowStream(byte[] bytes, Action wait) : MemoryStream(bytes, writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            wait();
            return base.Read(buffer, offset, count);
        }
    }
}
