namespace Orleans.Embedded.Tests.Conformance.Grains;

internal sealed class CycleGrain : Grain, ICycleGrain
{
    public Task CallAroundAsync(string otherKey) =>
        GrainFactory.GetGrain<ICycleGrain>(otherKey).CallBackAsync(this.GetPrimaryKeyString());

    public Task CallBackAsync(string key) => GrainFactory.GetGrain<ICycleGrain>(key).AnswerAsync();

    public Task AnswerAsync() => Task.CompletedTask;
}
