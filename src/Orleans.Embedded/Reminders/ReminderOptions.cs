namespace Orleans.Hosting;

/// <summary>Options of the reminder service.</summary>
public sealed class ReminderOptions
{
    /// <summary>The shortest period a reminder may have. One minute by default; tests lower it.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);
}
