using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Tests.Conformance;
using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Embedded;

public sealed class ReminderDurabilityTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ManualTime _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly string _path = TemporaryFile.NewPath();

    [Fact]
    public async Task Reminder_AfterLongDowntime_TicksOnceThenKeepsItsRhythm()
    {
        const string key = "downtime";
        await using (var before = await StartAsync())
        {
            await Grain(before, key).RegisterAsync("hourly", Hour, Hour);
        }

        _time.Advance(Hour * 10.5);
        await using var after = await StartAsync();
        await Eventually.TrueAsync(async () => await Grain(after, key).CountTicksAsync("hourly") == 1, "the missed tick");

        // Due next at 11 hours. The reminder has moved on only when its row says so.
        await Eventually.TrueAsync(() => NextDueAsync(after, key, 11), "the reminder moved on");
        _time.Advance(Hour * 0.4);
        (await Grain(after, key).CountTicksAsync("hourly")).ShouldBe(1);
        _time.Advance(Hour * 0.2);
        await Eventually.TrueAsync(async () => await Grain(after, key).CountTicksAsync("hourly") == 2, "the next tick");
    }

    [Fact]
    public async Task Reminder_Unregistered_DoesNotComeBackAfterRestart()
    {
        const string key = "unregistered";
        await using (var before = await StartAsync())
        {
            await Grain(before, key).RegisterAsync("gone", Hour, Hour);
            await Grain(before, key).RegisterAsync("kept", Hour, Hour);
            await Grain(before, key).UnregisterAsync("gone");
        }

        _time.Advance(Hour * 2);
        await using var after = await StartAsync();
        await Eventually.TrueAsync(async () => await Grain(after, key).CountTicksAsync("kept") == 1, "the other reminder");
        (await Grain(after, key).CountTicksAsync("gone")).ShouldBe(0);
        (await Grain(after, key).ListAsync()).ShouldBe(["kept"]);
    }

    private static IReminderGrain Grain(EmbeddedFixture engine, string key) => engine.GrainFactory.GetGrain<IReminderGrain>(key);

    private static async Task<bool> NextDueAsync(EmbeddedFixture engine, string key, int hours)
    {
        var store = engine.Services.GetRequiredService<Reminders.IReminderStore>();
        var reminder = await store.GetAsync(Grain(engine, key).GetGrainId(), "hourly");
        return reminder?.NextDue == reminder?.FirstDue + (Hour * (hours - 1));
    }

    private async Task<EmbeddedFixture> StartAsync()
    {
        var engine = new EmbeddedFixture(_path, silo => silo.Services.AddSingleton<TimeProvider>(_time));
        await engine.StartAsync(new GrainFixtureOptions());
        return engine;
    }
}
