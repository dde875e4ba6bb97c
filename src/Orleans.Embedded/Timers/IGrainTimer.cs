namespace Orleans.Runtime;

/// <summary>A timer of an activation; it ends with it.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets the next due time and the period. <see cref="Timeout.InfiniteTimeSpan"/> stops or makes it fire once.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
