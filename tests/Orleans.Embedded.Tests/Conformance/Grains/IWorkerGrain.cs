namespace Orleans.Embedded.Tests.Conformance.Grains;

public interface IWorkerGrain : IGrainWithStringKey
{
    Task<Guid> WorkAsync();

    /// <summary>Ends when two workers of the key are inside at once.</summary>
    Task MeetAsync();
}
