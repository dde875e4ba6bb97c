using AgentGrid.Core.Llm.Resilience;
using AgentGrid.Testing.Time;

namespace AgentGrid.Core.Tests.Llm.Resilience;

public sealed class StallTimerTests
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Token_FirstWaitTooLong_IsCancelled()
    {
        using var timer = new StallTimer(First, _clock);
        Passes(timer, First - TimeSpan.FromSeconds(1)).ShouldBeFalse();
        Passes(timer, TimeSpan.FromSeconds(1)).ShouldBeTrue();
    }

    [Fact]
    public void Token_WaitBeganAnew_IsCancelledAfterTheWholeLimit()
    {
        using var timer = Started();
        for (var token = 0; token < 5; token++)
        {
            Passes(timer, Idle - TimeSpan.FromSeconds(1)).ShouldBeFalse();
            timer.Wait();
        }

        Passes(timer, Idle - TimeSpan.FromSeconds(1)).ShouldBeFalse();
        Passes(timer, TimeSpan.FromSeconds(1)).ShouldBeTrue();
    }

    [Fact]
    public void Token_ReaderTakesItsTime_IsNotCancelled()
    {
        using var timer = Started();
        timer.Rest();
        Passes(timer, TimeSpan.FromHours(1)).ShouldBeFalse();
        timer.Wait();
        Passes(timer, Idle - TimeSpan.FromSeconds(1)).ShouldBeFalse();
        Passes(timer, TimeSpan.FromSeconds(1)).ShouldBeTrue();
    }

    [Fact]
    public void Dispose_Always_LeavesNoTimer()
    {
        Started().Dispose();
        _clock.ActiveTimers.ShouldBe(0);
    }

    private StallTimer Started()
    {
        var timer = new StallTimer(First, _clock);
        timer.Allow(Idle);
        timer.Wait();
        return timer;
    }

    private bool Passes(StallTimer timer, TimeSpan time)
    {
        _clock.Advance(time);
        return timer.Token.IsCancellationRequested;
    }
}
