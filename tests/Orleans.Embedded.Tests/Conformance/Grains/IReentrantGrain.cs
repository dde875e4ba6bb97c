namespace Orleans.Embedded.Tests.Conformance.Grains;

public interface IReentrantGrain : IGrainWithStringKey
{
    Task WaitAsync();

    Task OpenAsync();

    /// <summary>Calls the other grain, which calls this one back.</summary>
    Task<int> CallBackAsync(string otherKey, int depth);
}
