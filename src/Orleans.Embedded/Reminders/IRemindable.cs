using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that receives reminders.</summary>
public interface IRemindable : IGrain
{
    /// <summary>A tick: at least once per period, coarse, and after a restart even for a due time that has passed.</summary>
    Task ReceiveReminder(string reminderName, TickStatus status);
}
