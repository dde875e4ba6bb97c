namespace Orleans.Embedded.Tests.Conformance.Grains;

internal sealed class FilteredGrain : Grain, IFilteredGrain
{
    public Task<int> EchoAsync(int value) => Task.FromResult(value);

    public async ValueTask<int> EchoLaterAsync(int value)
    {
        await Task.Yield();
        return value;
    }

    public Task RefusedAsync() => Task.CompletedTask;

    public async Task FailAsync()
    {
        await Task.Yield();
        throw new InvalidDataException("from the grain");
    }

    public Task<string?> SeenByFilterAsync(string argument) => Task.FromResult(RequestContext.Get("filter") as string);
}
