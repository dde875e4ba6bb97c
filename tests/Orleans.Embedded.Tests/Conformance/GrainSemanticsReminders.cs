using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Conformance;

public abstract class GrainSemanticsReminders(IGrainFixture fixture) : GrainSemantics(fixture)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Reminder_TicksAgainAndAgain()
    {
        var grain = Grains.GetGrain<IReminderGrain>(NewKey());
        await grain.RegisterAsync("tick", Soon, Soon);
        await Eventually.TrueAsync(async () => await grain.CountTicksAsync("tick") >= 3, "three ticks");
        (await grain.UnregisterAsync("tick")).ShouldBeTrue();
    }

    [Fact]
    public async Task Reminder_OfDeactivatedGrain_ActivatesIt()
    {
        var grain = Grains.GetGrain<IReminderGrain>(NewKey());
        await grain.RegisterAsync("wake", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        await grain.DeactivateAsync();
        await Eventually.TrueAsync(async () => await grain.CountTicksAsync("wake") >= 1, "a tick");
        await grain.UnregisterAsync("wake");
    }

    [Fact]
    public async Task Reminder_ThatFails_TicksOn()
    {
        var grain = Grains.GetGrain<IReminderGrain>(NewKey());
        await grain.RegisterAsync("failing", Soon, Soon);
        await Eventually.TrueAsync(async () => await grain.CountTicksAsync("failing") >= 2, "a tick after the failed one");
        await grain.UnregisterAsync("failing");
    }

    [Fact]
    public async Task Reminders_AreFoundByNameUntilUnregistered()
    {
        var grain = Grains.GetGrain<IReminderGrain>(NewKey());
        var never = TimeSpan.FromDays(1);
        await grain.RegisterAsync("a", never, never);
        await grain.RegisterAsync("b", never, never);
        await grain.RegisterAsync("b", never, never);
        (await grain.ListAsync()).ShouldBe(["a", "b"]);
        (await grain.UnregisterAsync("a")).ShouldBeTrue();
        (await grain.UnregisterAsync("a")).ShouldBeFalse();
        (await grain.ListAsync()).ShouldBe(["b"]);
        await grain.UnregisterAsync("b");
    }

    [Fact]
    public async Task Reminder_WithTooShortPeriod_IsRefused() => await Should.ThrowAsync<ArgumentException>(
        Grains.GetGrain<IReminderGrain>(NewKey()).RegisterAsync("hasty", Soon, TimeSpan.FromMilliseconds(1)));
}
