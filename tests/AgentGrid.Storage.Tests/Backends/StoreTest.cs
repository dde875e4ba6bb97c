namespace AgentGrid.Storage.Tests.Backends;

/// <summary>A test on a database with the program's schema.</summary>
public abstract class StoreTest(IStoreBackend backend) : DatabaseTest(backend)
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Runner().ApplyOwnAsync(CancellationToken.None);
    }
}
