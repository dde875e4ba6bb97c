namespace AgentGrid.Maintenance;

/// <summary>Removes what has outlived its use. One for the whole grid; keyed by <see cref="Key"/>.</summary>
[Alias("cleanup-grain")]
public interface ICleanupGrain : IGrainWithStringKey
{
    /// <summary>The one key.</summary>
    const string Key = "cleanup";

    /// <summary>Cleans up once a day from now on.</summary>
    [Alias("start")]
    Task StartAsync();

    /// <summary>Cleans up now.</summary>
    [Alias("clean-up")]
    Task<CleanupReport> CleanUpAsync();
}
