using Orleans.Streams;
using Orleans.Streams.Core;

namespace Orleans.Embedded.Tests.Conformance.Grains;

[ImplicitStreamSubscription("implicit")]
internal sealed class ImplicitStreamGrain : Grain, IImplicitStreamGrain, IStreamSubscriptionObserver, IAsyncObserver<string>
{
    private readonly List<string> _seen = [];

    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) =>
        await handleFactory.Create<string>().ResumeAsync(this);

    public Task<List<string>> GetSeenAsync() => Task.FromResult(_seen.ToList());

    public Task OnNextAsync(string item, StreamSequenceToken? token = null)
    {
        _seen.Add(item);
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
