namespace AgentGrid.Server.Tests.Hosting;

/// <summary>Tests that share one running server. Each makes the things it needs.</summary>
[CollectionDefinition(Name)]
public sealed class ServerCollection : ICollectionFixture<TestServer>
{
    public const string Name = "server";
}
