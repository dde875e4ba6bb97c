using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Reminders;

namespace Orleans.Hosting;

/// <summary>Chooses where reminders are kept.</summary>
public static class ReminderSiloBuilderExtensions
{
    /// <summary>Keeps reminders in memory. For tests.</summary>
    public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder)
    {
        builder.Services.AddSingleton<IReminderStore, MemoryReminderStore>();
        return builder;
    }
}
