using Orleans.Runtime;

namespace Orleans.Timers;

/// <summary>Keeps durable reminders.</summary>
public interface IReminderRegistry
{
    /// <summary>Registers the reminder, or replaces its times.</summary>
    /// <exception cref="ArgumentException">The period is shorter than the minimum, or a time is negative.</exception>
    Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period);

    /// <summary>Removes the reminder; one that is gone already is no error.</summary>
    Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder);

    /// <summary>The reminder of this name; null when there is none.</summary>
    Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName);

    /// <summary>All reminders of the grain.</summary>
    Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId);
}
