using System.Collections.Concurrent;

namespace Orleans.Embedded.Tests.Conformance.Grains;

internal sealed class ReminderGrain : Grain, IReminderGrain, IRemindable
{
    // Ticks outlive activations, as the tests count them across.
    private static readonly ConcurrentDictionary<(string Key, string Name), int> Ticks = new();

    public Task RegisterAsync(string name, TimeSpan dueTime, TimeSpan period) =>
        this.RegisterOrUpdateReminder(name, dueTime, period);

    public async Task<bool> UnregisterAsync(string name)
    {
        if (await this.GetReminder(name) is not { } reminder)
        {
            return false;
        }

        await this.UnregisterReminder(reminder);
        return true;
    }

    public Task<int> CountTicksAsync(string name) =>
        Task.FromResult(Ticks.GetValueOrDefault((this.GetPrimaryKeyString(), name)));

    public async Task<List<string>> ListAsync() => [.. (await this.GetReminders()).Select(r => r.ReminderName).Order()];

    public Task DeactivateAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Ticks.AddOrUpdate((this.GetPrimaryKeyString(), reminderName), 1, (_, n) => n + 1);
        return reminderName == "failing" ? throw new InvalidDataException("on purpose") : Task.CompletedTask;
    }
}
