namespace Orleans.Embedded.Tests.Conformance.Grains;

public interface IFilteredGrain : IGrainWithStringKey
{
    Task<int> EchoAsync(int value);

    ValueTask<int> EchoLaterAsync(int value);

    Task RefusedAsync();

    Task FailAsync();

    Task<string?> SeenByFilterAsync(string argument);
}
