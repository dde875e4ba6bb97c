using AgentGrid.Testing.Llm;

namespace AgentGrid.Server.Tests.Hosting;

/// <summary>A running server whose default model, behind a real socket, answers as the test says.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private ScriptedServer(FakeReply reply) => Reply = reply;

    /// <summary>The answer to every request from now on.</summary>
    public FakeReply Reply { get; set; }

    public FakeProviderServer Provider { get; private set; } = null!;

    public TestServer Server { get; private set; } = null!;

    public ApiClient Ada => Server.Ada;

    public static async Task<ScriptedServer> StartAsync(FakeReply reply, params string[] settings)
    {
        var made = new ScriptedServer(reply);
        made.Provider = await FakeProviderServer.StartAsync(context => made.Reply(context));
        made.Server = new TestServer(
        [
            "--AgentGrid:Llm:Providers:fake:Type", "openai-compatible", "--AgentGrid:Llm:Providers:fake:BaseUrl", made.Provider.Address + "/v1",
            "--AgentGrid:Llm:Providers:fake:Models:0", "m", "--AgentGrid:Llm:Aliases:default", "fake/m", .. settings,
        ]);
        await made.Server.InitializeAsync();
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
