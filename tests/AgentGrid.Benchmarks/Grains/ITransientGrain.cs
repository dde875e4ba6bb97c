namespace AgentGrid.Benchmarks.Grains;

/// <summary>A grain that is called once and goes.</summary>
public interface ITransientGrain : IGrainWithStringKey
{
    Task<int> RunOnceAsync();
}
