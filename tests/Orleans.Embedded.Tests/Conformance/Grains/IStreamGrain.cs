namespace Orleans.Embedded.Tests.Conformance.Grains;

public interface IStreamGrain : IGrainWithStringKey
{
    Task SubscribeAsync(string ns, string key);

    Task UnsubscribeAsync(string ns, string key);

    Task PublishAsync(string ns, string key, string item);

    Task<List<string>> GetSeenAsync();
}
