using System.Threading.Channels;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Sessions;
using AgentGrid.Grains.Sessions;
using AgentGrid.Grains.Tests.Sessions.Doubles;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;
using AgentGrid.Storage.Sql;
using AgentGrid.Testing.Time;

namespace AgentGrid.Grains.Tests.Sessions;

public sealed class TurnRecorderTests
{
    private readonly EventLog _log = new();
    private readonly TurnFeed _feed = new();
    private readonly UsageCollector _usage = new();
    private readonly Channel<TurnStep> _steps = Channel.CreateBounded<TurnStep>(512);

    [Fact]
    public async Task RecordAsync_FirstWords_GoAheadOfOthersAndTheRestBehindThem()
    {
        var recording = Record();
        Give(new RetrievalData([], 1, null));
        await _log.AskedAsync();
        Give(new DeltaData("a"));
        _log.Let();
        await _log.AskedAsync();
        Give(new DeltaData("b"), new DeltaData("c"));
        _log.Let();
        await _log.AskedAsync();
        _log.Let();
        End();
        var (_, last) = await recording;

        _log.Batches.Select(batch => (batch.Priority, string.Join(',', batch.Ids))).ShouldBe(
            [(WritePriority.First, "2"), (WritePriority.First, "3"), (WritePriority.Normal, "4,5")]);
        last.ShouldHaveSingleItem().Id.ShouldBe(6);
    }

    [Fact]
    public async Task RecordAsync_BatchBeingStored_IsNotShownBeforeItIs()
    {
        var recording = Record();
        Give(new DeltaData("a"));
        await _log.AskedAsync();
        _feed.After(0).ShouldBeEmpty();

        var changed = _feed.Changed;
        _log.Let();
        await changed.WaitAsync(TimeSpan.FromSeconds(30));
        _feed.After(1).ShouldNotBeNull().ShouldHaveSingleItem().Id.ShouldBe(2);
        End();
        await recording;
    }

    [Fact]
    public async Task RecordAsync_ModelQuickerThanTheStore_LosesAndReordersNothing()
    {
        const int tokens = 2_000;
        var recording = Record();
        var giving = Task.Run(async () =>
        {
            for (var i = 0; i < tokens; i++)
            {
                await _steps.Writer.WriteAsync(new TurnStep(new DeltaData($"{i}")));
                _log.Let();
            }

            End();
        });
        var (_, last) = await recording;
        await giving;

        _log.Batches.SelectMany(batch => batch.Ids).Concat(last.Select(item => item.Id))
            .ShouldBe(Enumerable.Range(2, tokens + 1).Select(id => (long)id));
    }

    [Fact]
    public async Task RecordAsync_CallBeforeTheFirstWord_IsStoredWithIt()
    {
        var recording = Record(new ManualTimeProvider());
        Begin("a");
        Give(new DeltaData("a"));
        await _log.AskedAsync();
        _log.Let();
        End();
        await recording;

        _log.Batches.ShouldHaveSingleItem().Ids.ShouldBe([2]);
        _log.Calls.ShouldHaveSingleItem().ShouldNotBeNull().ShouldHaveSingleItem().Running.ShouldBeTrue();
    }

    [Fact]
    public async Task RecordAsync_CallThatSaysNothing_IsStoredAloneAheadOfOthers()
    {
        var clock = new ManualTimeProvider();
        var recording = Record(clock);
        Begin("a");
        SpinWait.SpinUntil(() => clock.ActiveTimers > 0, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        _log.Batches.ShouldBeEmpty("the first word may come at once");
        clock.Advance(TimeSpan.FromSeconds(1));
        await _log.AskedAsync();
        _log.Let();
        Give(new DeltaData("a"));
        await _log.AskedAsync();
        _log.Let();
        End();
        await recording;

        _log.Batches.Select(batch => (batch.Priority, string.Join(',', batch.Ids))).ShouldBe([(WritePriority.First, ""), (WritePriority.First, "2")]);
        _log.Calls[0].ShouldNotBeNull().ShouldHaveSingleItem().Record.Id.ShouldBe("a");
        _log.Calls[1].ShouldBeNull("nothing is new");
    }

    private void Begin(string id)
    {
        _usage.Note(Calls.Of(id));
        _steps.Writer.TryWrite(CallsChanged.Step).ShouldBeTrue();
    }

    private Task<(TurnResult Result, List<TurnEvent> LastEvents)> Record(TimeProvider? clock = null) =>
        new TurnRecorder(_log, _feed, _usage, "ses", "trn", lastEventId: 1, clock ?? TimeProvider.System).RecordAsync(_steps.Reader);

    private void Give(params object[] data)
    {
        foreach (var item in data)
        {
            _steps.Writer.TryWrite(new TurnStep(item)).ShouldBeTrue();
        }
    }

    private void End() => _steps.Writer.TryWrite(new TurnStep(
        new TurnCompletedData("msg", FinishReasons.Stop, 1, 2),
        new TurnResult { Text = "", Status = MessageStatus.Complete, FinishReason = FinishReasons.Stop, TtftMs = 1, TotalMs = 2 })).ShouldBeTrue();
}
