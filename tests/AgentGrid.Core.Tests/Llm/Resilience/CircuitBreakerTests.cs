using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Resilience;

namespace AgentGrid.Core.Tests.Llm.Resilience;

public sealed class CircuitBreakerTests
{
    private readonly ManualClock _clock = new();
    private readonly CircuitBreaker _breaker;

    public CircuitBreakerTests() => _breaker = new CircuitBreaker(new CircuitBreakerOptions { Failures = 3, Seconds = 30 }, _clock);

    [Fact]
    public void Failures_NotInARow_KeepItClosed()
    {
        for (var i = 0; i < 10; i++)
        {
            _breaker.Failed(_breaker.Enter());
            _breaker.Failed(_breaker.Enter());
            _breaker.Succeeded(_breaker.Enter());
        }

        _breaker.State.ShouldBe(CircuitState.Closed);
    }

    [Fact]
    public void Failures_InARow_OpenItForTheBreak()
    {
        Open();

        _breaker.State.ShouldBe(CircuitState.Open);
        var refused = Should.Throw<LlmException>(() => _breaker.Enter());
        refused.Code.ShouldBe(LlmErrorCodes.CircuitOpen);
        refused.RetryAfter.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void AfterTheBreak_OneTrialIsLetThrough()
    {
        Open();
        _clock.Advance(TimeSpan.FromSeconds(31));

        _breaker.Enter();
        _breaker.State.ShouldBe(CircuitState.HalfOpen);
        Should.Throw<LlmException>(() => _breaker.Enter());
    }

    [Fact]
    public void Trial_Succeeds_Closes()
    {
        Open();
        _clock.Advance(TimeSpan.FromSeconds(31));
        _breaker.Succeeded(_breaker.Enter());

        _breaker.State.ShouldBe(CircuitState.Closed);
        _breaker.Enter();
    }

    [Fact]
    public void Trial_Fails_OpensAgain()
    {
        Open();
        _clock.Advance(TimeSpan.FromSeconds(31));
        _breaker.Failed(_breaker.Enter());

        _breaker.State.ShouldBe(CircuitState.Open);
    }

    [Fact]
    public void Trial_Abandoned_LetsTheNextOneTry()
    {
        Open();
        _clock.Advance(TimeSpan.FromSeconds(31));
        _breaker.Abandoned(_breaker.Enter());

        Should.NotThrow(() => _breaker.Enter());
    }

    [Fact]
    public void Trial_Begins_LetsOthersThrough()
    {
        Open();
        _clock.Advance(TimeSpan.FromSeconds(31));
        _breaker.Began(_breaker.Enter());

        _breaker.State.ShouldBe(CircuitState.Closed);
        Should.NotThrow(() => _breaker.Enter());
    }

    [Fact]
    public void Answers_ThatBeginAndAlwaysBreak_OpenIt()
    {
        for (var i = 0; i < 3; i++)
        {
            var call = _breaker.Enter();
            _breaker.Began(call);
            _breaker.Failed(call);
        }

        _breaker.State.ShouldBe(CircuitState.Open);
    }

    [Fact]
    public void CallFromBefore_EndsWhileItIsOpen_ChangesNothing()
    {
        var before = _breaker.Enter();
        Open();
        _clock.Advance(TimeSpan.FromSeconds(20));
        _breaker.Failed(before);
        _breaker.OpenUntil.ShouldBe(_clock.GetUtcNow().AddSeconds(10), "it is left alone no longer for it");

        _clock.Advance(TimeSpan.FromSeconds(11));
        var trial = _breaker.Enter();
        _breaker.Abandoned(before);
        Should.Throw<LlmException>(() => _breaker.Enter(), "one trial at a time");
        _breaker.Succeeded(before);
        _breaker.State.ShouldBe(CircuitState.HalfOpen);

        _breaker.Failed(trial);
        _breaker.State.ShouldBe(CircuitState.Open);
        _breaker.Failed(trial);
        _breaker.OpenUntil.ShouldBe(_clock.GetUtcNow().AddSeconds(30));
    }

    private void Open()
    {
        for (var i = 0; i < 3; i++)
        {
            _breaker.Failed(_breaker.Enter());
        }
    }
}
