namespace Orleans.Embedded.Runtime;

internal sealed partial class Activation
{
    private static readonly object ActivateSignal = new();
    private static readonly object DeactivateSignal = new();

    private bool _leaving;

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        bool schedule;
        lock (_gate)
        {
            if (_leaving || _status is ActivationStatus.Deactivating or ActivationStatus.Dead)
            {
                return;
            }

            _leaving = true;
            Parts.Reason = deactivationReason;
            schedule = BeginLeaving();
        }

        if (schedule)
        {
            Schedule();
        }
    }

    /// <summary>Asks the activation to go if it has been idle for the collection age of its kind.</summary>
    public bool DeactivateIfIdle(long now, long age)
    {
        bool schedule;
        lock (_gate)
        {
            var idle = _status == ActivationStatus.Active && !_busy && !_leaving && _running == 0 && _waiting.Count == 0
                && now - _lastUsed >= age
                && (_parts is null || (_parts.KeepUntil <= now && _parts.Enumerations?.Any(e => e.IsPulled) != true));
            if (!idle)
            {
                if (!_busy)
                {
                    _ready.Trim();
                }

                return false;
            }

            _leaving = true;
            Parts.Reason = new DeactivationReason(DeactivationReasonCode.ActivationIdle, "Nobody called for the collection age.");
            schedule = BeginLeaving();
        }

        if (schedule)
        {
            Schedule();
        }

        return true;
    }

    public void DelayDeactivation(TimeSpan time)
    {
        var provider = Kind.Runtime.Time;
        lock (_gate)
        {
            Parts.KeepUntil = time <= TimeSpan.Zero ? long.MinValue
                : time >= TimeSpan.FromDays(3650) ? long.MaxValue
                : provider.GetTimestamp() + (long)(time.TotalSeconds * provider.TimestampFrequency);
        }
    }

    /// <summary>Under the gate: begins to deactivate when no request runs any more.</summary>
    private bool BeginLeaving()
    {
        if (_running > 0 || _status is not (ActivationStatus.Active or ActivationStatus.New))
        {
            return false;
        }

        _status = ActivationStatus.Deactivating;
        return AddReady(DeactivateSignal);
    }

    private void RunLifecycle(object signal)
    {
        if (ReferenceEquals(signal, ActivateSignal))
        {
            BeginActivation();
        }
        else
        {
            _ = LeaveAsync();
        }
    }

    private void BeginActivation()
    {
        try
        {
            GrainInstance = Kind.Create(this);
        }
        catch (Exception error)
        {
            // Whatever a constructor throws is the callers'.
            _ = FailAsync(error);
            return;
        }

        if (_parts?.States is null && !Kind.OverridesActivate)
        {
            Activated();
        }
        else
        {
            _ = ActivateAsync();
        }
    }

    private async Task ActivateAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(Kind.Runtime.Collection.ActivationTimeout, Kind.Runtime.Time);
            foreach (var state in _parts?.States ?? [])
            {
                await state.ReadStateAsync(limit.Token);
            }

            await ((IGrainBase)GrainInstance!).OnActivateAsync(limit.Token);
        }
        catch (Exception error)
        {
            // Whatever activation throws is the callers'.
            await FailAsync(error);
            return;
        }

        Activated();
    }

    private void Activated()
    {
        _lastUsed = Kind.Runtime.Time.GetTimestamp();
        bool schedule;
        lock (_gate)
        {
            _status = ActivationStatus.Active;
            schedule = AdmitWaiting();
            if (_leaving)
            {
                // Asked to go while activating: the requests that waited are served first.
                schedule |= BeginLeaving();
            }
        }

        if (schedule)
        {
            Schedule();
        }
    }

    private async Task FailAsync(Exception error)
    {
        Kind.Runtime.Log.ActivationFailed(error, GrainId);
        await EndPartsAsync();
        var waiting = Die();
        while (waiting.Dequeue() is { } request)
        {
            request.Reject(error);
        }
    }

    private async Task LeaveAsync()
    {
        var reason = _parts!.Reason;
        if (GrainInstance is IGrainBase grain)
        {
            EndTimersAndEnumerations();
            try
            {
                if (Kind.OverridesDeactivate)
                {
                    using var limit = new CancellationTokenSource(Kind.Runtime.Collection.DeactivationTimeout, Kind.Runtime.Time);
                    await grain.OnDeactivateAsync(reason, limit.Token).WaitAsync(limit.Token);
                }
            }
            catch (Exception error)
            {
                // The activation goes all the same.
                Kind.Runtime.Log.DeactivationFailed(error, GrainId, reason.ReasonCode);
            }

            await EndPartsAsync();
        }

        var waiting = Die();
        while (waiting.Dequeue() is { } request)
        {
            if (!request.IsBoundToActivation)
            {
                Kind.Redeliver(Key, request);
            }
        }
    }

    private void EndTimersAndEnumerations()
    {
        foreach (var timer in _parts?.Timers ?? [])
        {
            timer.Dispose();
        }

        foreach (var enumeration in _parts?.Enumerations?.ToArray() ?? [])
        {
            enumeration.Abort();
        }
    }

    private async Task EndPartsAsync()
    {
        EndTimersAndEnumerations();
        try
        {
            switch (GrainInstance)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }

            if (_parts?.Scope is { } scope)
            {
                await scope.DisposeAsync();
            }
        }
        catch (Exception error)
        {
            // The activation goes all the same.
            Kind.Runtime.Log.DeactivationFailed(error, GrainId, _parts?.Reason.ReasonCode ?? DeactivationReasonCode.None);
        }
    }

    private RequestQueue Die()
    {
        RequestQueue waiting;
        TaskCompletionSource? deactivated;
        lock (_gate)
        {
            _status = ActivationStatus.Dead;
            waiting = _waiting.TakeAll();
            deactivated = _parts?.Deactivated;
            _parts = null;
            GrainInstance = null;
        }

        Kind.Remove(this);
        deactivated?.TrySetResult();
        return waiting;
    }
}
