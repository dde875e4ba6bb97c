namespace Orleans.Embedded.Tests.Conformance.Grains;

internal sealed class ContextGrain : Grain, IContextGrain
{
    public Task<string?> GetAsync(string name) => Task.FromResult(RequestContext.Get(name) as string);

    public async Task<string?> GetThroughOtherAsync(string name, string otherKey)
    {
        await Task.Yield();
        return await GrainFactory.GetGrain<IContextGrain>(otherKey).GetAsync(name);
    }

    public ValueTask<string?> SetAndGetAsync(string name, string value)
    {
        RequestContext.Set(name, value);
        return new(RequestContext.Get(name) as string);
    }
}
