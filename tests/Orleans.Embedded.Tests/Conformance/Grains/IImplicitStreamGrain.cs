namespace Orleans.Embedded.Tests.Conformance.Grains;

public interface IImplicitStreamGrain : IGrainWithStringKey
{
    Task<List<string>> GetSeenAsync();
}
