using Orleans.Runtime;

namespace Orleans.Embedded.Reminders;

/// <summary>Where reminders are kept.</summary>
internal interface IReminderStore
{
    Task UpsertAsync(Reminder reminder);

    /// <summary>Sets the next due time, if the reminder is still the same one.</summary>
    Task AdvanceAsync(Reminder reminder, DateTimeOffset nextDue);

    Task RemoveAsync(GrainId grainId, string name);

    Task<Reminder?> GetAsync(GrainId grainId, string name);

    Task<List<Reminder>> ListAsync(GrainId grainId);

    /// <summary>The reminders next due, soonest first.</summary>
    Task<List<Reminder>> NextAsync(int limit);
}
