namespace AgentGrid.Maintenance;

/// <summary>Finds what a crash left unfinished and has its grain finish it. One for the whole grid; keyed by <see cref="Key"/>.</summary>
[Alias("recovery-grain")]
public interface IRecoveryGrain : IGrainWithStringKey
{
    /// <summary>The one key.</summary>
    const string Key = "recovery";

    /// <summary>Sweeps now, and from now on at intervals.</summary>
    [Alias("start")]
    Task StartAsync();
}
