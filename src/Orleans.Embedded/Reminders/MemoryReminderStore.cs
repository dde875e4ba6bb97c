using Orleans.Runtime;

namespace Orleans.Embedded.Reminders;

/// <summary>Reminders in memory. For tests.</summary>
internal sealed class MemoryReminderStore : IReminderStore
{
    private readonly Dictionary<(GrainId, string), Reminder> _reminders = [];
    private readonly Lock _gate = new();

    public Task UpsertAsync(Reminder reminder) => Locked(() => _reminders[(reminder.GrainId, reminder.Name)] = reminder);

    public Task AdvanceAsync(Reminder reminder, DateTimeOffset nextDue) => Locked(() =>
        _reminders.TryGetValue((reminder.GrainId, reminder.Name), out var stored) && stored == reminder
            ? _reminders[(reminder.GrainId, reminder.Name)] = stored with { NextDue = nextDue }
            : stored);

    public Task RemoveAsync(GrainId grainId, string name) => Locked(() => _reminders.Remove((grainId, name)));

    public Task<Reminder?> GetAsync(GrainId grainId, string name) => Locked(() => _reminders.GetValueOrDefault((grainId, name)));

    public Task<List<Reminder>> ListAsync(GrainId grainId) =>
        Locked(() => _reminders.Values.Where(r => r.GrainId == grainId).ToList());

    public Task<List<Reminder>> NextAsync(int limit) =>
        Locked(() => _reminders.Values.OrderBy(static r => r.NextDue).Take(limit).ToList());

    private Task<T> Locked<T>(Func<T> work)
    {
        lock (_gate)
        {
            return Task.FromResult(work());
        }
    }
}
