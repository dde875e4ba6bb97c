using Orleans.Runtime;

namespace Orleans.Embedded.Reminders;

/// <summary>A stored reminder. Times in UTC.</summary>
internal sealed record Reminder(GrainId GrainId, string Name, DateTimeOffset FirstDue, TimeSpan Period, DateTimeOffset NextDue)
    : IGrainReminder
{
    public string ReminderName => Name;

    /// <summary>The same, due at the first time of its rhythm after now: what was missed meanwhile counts as one tick.</summary>
    public Reminder After(DateTimeOffset now)
    {
        var passed = Math.Max(0, (now - FirstDue).Ticks / Period.Ticks) + 1;
        var next = FirstDue + TimeSpan.FromTicks(passed * Period.Ticks);
        return this with { NextDue = next > NextDue ? next : NextDue + Period };
    }
}
