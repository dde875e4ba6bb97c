namespace Orleans.Embedded.Tests.Embedded;

public interface IBlockingGrain : IGrainWithStringKey
{
    /// <summary>Blocks its thread until as many are inside as the barrier wants.</summary>
    Task<bool> MeetAsync(string barrier);

    Task<string?> ReadAmbientAsync();
}
