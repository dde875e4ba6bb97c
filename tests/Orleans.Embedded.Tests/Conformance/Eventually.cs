using System.Diagnostics;

namespace Orleans.Embedded.Tests.Conformance;

/// <summary>Waits for a condition, long enough that a slow machine does not matter.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Deadline, what);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static Task Within(this Task task) => task.WaitAsync(Deadline, TimeProvider.System);

    public static Task<T> Within<T>(this Task<T> task) => task.WaitAsync(Deadline, TimeProvider.System);
}
