using Orleans.Runtime;

namespace Orleans.Embedded.Reminders;

/// <summary>Stands in where no place for reminders is configured: there are none, and none can be made.</summary>
internal sealed class NoReminderStore : IReminderStore
{
    public Task UpsertAsync(Reminder reminder) => throw new OrleansConfigurationException(
        "Reminders have no store. Call UseSqlite, UseGrainDatabase or UseInMemoryReminderService.");

    public Task AdvanceAsync(Reminder reminder, DateTimeOffset nextDue) => Task.CompletedTask;

    public Task RemoveAsync(GrainId grainId, string name) => Task.CompletedTask;

    public Task<Reminder?> GetAsync(GrainId grainId, string name) => Task.FromResult<Reminder?>(null);

    public Task<List<Reminder>> ListAsync(GrainId grainId) => Task.FromResult<List<Reminder>>([]);

    public Task<List<Reminder>> NextAsync(int limit) => Task.FromResult<List<Reminder>>([]);
}
