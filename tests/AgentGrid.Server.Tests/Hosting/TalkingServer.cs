namespace AgentGrid.Server.Tests.Hosting;

/// <summary>A running server whose models are a <see cref="TalkingModel"/>.</summary>
public sealed class TalkingServer : IAsyncLifetime
{
    public const string Rewrites = "You prepare a search";
    public const string Reranks = "You judge which passages help";

    private TestServer _server = null!;

    internal TalkingModel Model { get; private set; } = null!;

    public ApiClient Ada => _server.Ada;

    public async Task InitializeAsync()
    {
        Model = await TalkingModel.StartAsync(
            (Rewrites, "Who is the manager of the office in Antwerp?"), (Reranks, """{"ranking":[2]}"""), ("", "It is so [1]."));
        _server = new TestServer([.. Model.Settings, .. TalkingModel.EmbeddingSettings]);
        await _server.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await Model.DisposeAsync();
    }
}
