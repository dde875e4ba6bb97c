namespace Orleans.Embedded.Tests.Conformance.Grains;

public interface IContextGrain : IGrainWithStringKey
{
    Task<string?> GetAsync(string name);

    Task<string?> GetThroughOtherAsync(string name, string otherKey);

    ValueTask<string?> SetAndGetAsync(string name, string value);
}
