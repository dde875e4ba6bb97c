using AgentGrid.Core.Users;

namespace AgentGrid.Core.Tests.Users;

public sealed class FailureWindowTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void WaitAt_LimitReached_WaitsUntilTheOldestLeavesTheWindow()
    {
        var window = new FailureWindow(3, TimeSpan.FromMinutes(5));
        for (var minute = 0; minute < 3; minute++)
        {
            window.WaitAt(Start.AddMinutes(minute)).ShouldBeNull();
            window.Add(Start.AddMinutes(minute));
        }

        window.WaitAt(Start.AddMinutes(3)).ShouldBe(TimeSpan.FromMinutes(2));
        window.WaitAt(Start.AddMinutes(5)).ShouldBeNull();
    }

    [Fact]
    public void Clear_AfterFailures_StartsAnew()
    {
        var window = new FailureWindow(1, TimeSpan.FromMinutes(5));
        window.Add(Start);
        window.Clear();
        window.WaitAt(Start).ShouldBeNull();
    }
}
