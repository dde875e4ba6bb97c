using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Embedded.Runtime;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Timers;

namespace Orleans.Embedded.Reminders;

/// <summary>
/// Sends reminders when they are due. One timer waits for the soonest; the store is asked only then, and after a change. A
/// reminder moves on to its next due time after its grain has answered, so one that was cut off by a crash comes again.
/// </summary>
internal sealed partial class ReminderService(
    GrainRuntime runtime, IReminderStore store, IOptions<ReminderOptions> options, ILogger<ReminderService> log)
    : IReminderRegistry, IDisposable
{
    private const int PageSize = 256;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly HashSet<(GrainId, string)> _inFlight = [];
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private bool _looking;
    private bool _lookAgain;
    private bool _stopped;

    public void Start()
    {
        _timer = runtime.Time.CreateTimer(
            static self => ((ReminderService)self!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Look();
    }

    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            _timer?.Dispose();
        }
    }

    public void Dispose() => Stop();

    public async Task<IGrainReminder> RegisterOrUpdateReminder(
        GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        if (period < options.Value.MinimumReminderPeriod)
        {
            throw new ArgumentException(
                $"The period {period} is shorter than the minimum of {options.Value.MinimumReminderPeriod}. Use a timer for shorter ones.",
                nameof(period));
        }

        // Whole milliseconds, as they are stored, so that what is read back is equal.
        var due = DateTimeOffset.FromUnixTimeMilliseconds((runtime.Time.GetUtcNow() + dueTime).ToUnixTimeMilliseconds());
        var reminder = new Reminder(callingGrainId, reminderName, due, TimeSpan.FromMilliseconds((long)period.TotalMilliseconds), due);
        await store.UpsertAsync(reminder);
        Look();
        return reminder;
    }

    public Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder) =>
        store.RemoveAsync(callingGrainId, reminder.ReminderName);

    public async Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName) =>
        await store.GetAsync(callingGrainId, reminderName);

    public async Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId) =>
        [.. await store.ListAsync(callingGrainId)];

    /// <summary>Looks at what is due, now or as soon as the look that is under way has ended.</summary>
    private void Look()
    {
        lock (_gate)
        {
            if (_stopped || _timer is null)
            {
                return;
            }

            if (_looking)
            {
                _lookAgain = true;
                return;
            }

            _looking = true;
        }

        _ = Task.Run(LookAsync);
    }

    private async Task LookAsync()
    {
        TimeSpan? wait;
        do
        {
            lock (_gate)
            {
                _lookAgain = false;
            }

            try
            {
                wait = await SendDueAsync();
            }
            catch (Exception error)
            {
                // The store may be unavailable for a while; reminders must come all the same.
                LogLookFailed(log, error, RetryAfter);
                wait = RetryAfter;
            }
        }
        while (!TryRest(wait));
    }

    private bool TryRest(TimeSpan? wait)
    {
        lock (_gate)
        {
            if (_lookAgain && !_stopped)
            {
                return false;
            }

            _looking = false;
            if (!_stopped && wait is { } time)
            {
                _timer!.Change(time < LongestWait ? time : LongestWait, Timeout.InfiniteTimeSpan);
            }

            return true;
        }
    }

    /// <summary>Sends what is due. Returns how long to wait for the next; null when there is none to wait for.</summary>
    private async Task<TimeSpan?> SendDueAsync()
    {
        int busy;
        lock (_gate)
        {
            busy = _inFlight.Count;
        }

        var now = runtime.Time.GetUtcNow();
        foreach (var reminder in await store.NextAsync(PageSize + busy))
        {
            if (reminder.NextDue > now)
            {
                // At least a millisecond, as timers fire a little early.
                return TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling((reminder.NextDue - now).TotalMilliseconds)));
            }

            lock (_gate)
            {
                if (_stopped || !_inFlight.Add((reminder.GrainId, reminder.Name)))
                {
                    continue;
                }
            }

            _ = DeliverAsync(reminder, now);
        }

        // Nothing later on this page: whoever is in flight looks again when done.
        return null;
    }

    private async Task DeliverAsync(Reminder reminder, DateTimeOffset now)
    {
        try
        {
            if (runtime.TryGetKind(reminder.GrainId.Type, out var kind))
            {
                var status = new TickStatus(reminder.FirstDue.UtcDateTime, reminder.Period, now.UtcDateTime);
                await ReminderDelivery.SendAsync(runtime, kind, reminder, status);
            }
            else
            {
                LogNoClass(log, reminder.GrainId, reminder.Name);
            }
        }
        catch (SiloUnavailableException)
        {
            // Not delivered: it stays due and comes with the next start.
            return;
        }
        catch (Exception error)
        {
            // The grain's failure is its own; the next period brings the next tick.
            LogFailed(log, error, reminder.GrainId, reminder.Name);
        }

        try
        {
            await store.AdvanceAsync(reminder, reminder.After(runtime.Time.GetUtcNow()).NextDue);
        }
        catch (Exception error)
        {
            // It stays due: at least once.
            LogLookFailed(log, error, RetryAfter);
            await Task.Delay(RetryAfter, runtime.Time);
        }

        lock (_gate)
        {
            _inFlight.Remove((reminder.GrainId, reminder.Name));
        }

        Look();
    }
}
