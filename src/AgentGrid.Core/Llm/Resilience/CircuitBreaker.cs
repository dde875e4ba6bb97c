namespace AgentGrid.Core.Llm.Resilience;

/// <summary>
/// Opens after a number of consecutive failures, refuses calls for a while, then lets one trial through.
/// Own code because Polly's breaker counts a failure ratio over a window, not consecutive failures.
/// </summary>
internal sealed class CircuitBreaker(CircuitBreakerOptions options, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _break = TimeSpan.FromSeconds(options.Seconds);
    private int _failures;
    private DateTimeOffset _openUntil;
    private bool _open;

    // The trial that decides; 0: none is under way. A new one takes the place of the one before.
    private int _trial;
    private int _trials;

    public CircuitState State
    {
        get
        {
            lock (_gate)
            {
                return !_open ? CircuitState.Closed
                    : clock.GetUtcNow() < _openUntil && _trial == 0 ? CircuitState.Open
                    : CircuitState.HalfOpen;
            }
        }
    }

    /// <summary>When calls are let through again; null while closed.</summary>
    public DateTimeOffset? OpenUntil
    {
        get
        {
            lock (_gate)
            {
                return _open ? _openUntil : null;
            }
        }
    }

    /// <summary>Lets a call through, or throws <see cref="LlmErrorCodes.CircuitOpen"/>. Every permitted call must report back.</summary>
    /// <param name="asked">An administrator asked for this trial: it goes through whatever the state, and decides as any trial does.</param>
    /// <returns>
    /// What the call reports back with. While the circuit is open only its trial changes anything: calls that began before say
    /// how the provider was.
    /// </returns>
    public int Enter(bool asked = false)
    {
        lock (_gate)
        {
            if (!_open)
            {
                return 0;
            }

            var wait = _openUntil - clock.GetUtcNow();
            if ((_trial != 0 || wait > TimeSpan.Zero) && !asked)
            {
                var seconds = Math.Max(1, Math.Ceiling(wait.TotalSeconds));
                throw new LlmException(
                    LlmErrorCodes.CircuitOpen,
                    $"The model provider failed {options.Failures} times in a row and is left alone; it is tried again in {seconds:0} s.",
                    retryable: true,
                    retryAfter: TimeSpan.FromSeconds(seconds));
            }

            return _trial = ++_trials;
        }
    }

    /// <summary>
    /// A permitted call has shown its first token: the provider answers, and an open circuit closes; others need not wait
    /// for the whole answer. Failures are still in a row until an answer is complete: one that always breaks is no answer.
    /// </summary>
    public void Began(int call)
    {
        lock (_gate)
        {
            if (_open && Decides(call))
            {
                Close();
            }
        }
    }

    /// <summary>A permitted call came to its end, if only to be refused.</summary>
    public void Succeeded(int call)
    {
        lock (_gate)
        {
            if (Decides(call))
            {
                Close();
            }
        }
    }

    /// <summary>A permitted call failed, and it was the provider's fault.</summary>
    /// <param name="again">Another attempt of a request whose failure was counted already: one request counts once.</param>
    public void Failed(int call, bool again = false)
    {
        lock (_gate)
        {
            if (!Decides(call))
            {
                return;
            }

            _failures += again ? 0 : 1;
            if (_open || _failures >= options.Failures)
            {
                _open = true;
                _openUntil = clock.GetUtcNow() + _break;
                _trial = 0;
            }
        }
    }

    /// <summary>The call ended without saying anything about the provider's health (its caller went away).</summary>
    public void Abandoned(int call)
    {
        lock (_gate)
        {
            if (_open && Decides(call))
            {
                _trial = 0;
            }
        }
    }

    private bool Decides(int call) => !_open || (call != 0 && call == _trial);

    private void Close()
    {
        _failures = 0;
        _open = false;
        _trial = 0;
    }
}
