using AgentGrid.Agents;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Sessions;
using AgentGrid.Grains.Hosting;
using AgentGrid.Sessions;
using AgentGrid.Storage.Hosting;
using AgentGrid.Testing.Storage;
using AgentGrid.Users;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AgentGrid.Grains.Tests.Hosting;

/// <summary>The real grains on the real engine and a real SQLite store; only the turn pipeline is scripted.</summary>
internal sealed class GrainHost : IAsyncDisposable
{
    private readonly IHost _host;

    private GrainHost(IHost host, ScriptedPipeline pipeline)
    {
        _host = host;
        Pipeline = pipeline;
    }

    public static Caller Alice { get; } = new("usr_alice", UserRole.Creator);

    public static Caller Bob { get; } = new("usr_bob", UserRole.Creator);

    public ScriptedPipeline Pipeline { get; }

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _host.Services;

    /// <param name="configure">Registers before everything else.</param>
    /// <param name="decorate">Changes what is registered.</param>
    /// <param name="prepare">Scripts what runs as soon as the host starts.</param>
    public static async Task<GrainHost> StartAsync(
        TempFolder folder, Action<IServiceCollection>? configure = null, IEnumerable<KeyValuePair<string, string?>>? settings = null,
        Action<IServiceCollection>? decorate = null, Action<ScriptedPipeline>? prepare = null)
    {
        var pipeline = new ScriptedPipeline();
        prepare?.Invoke(pipeline);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("AgentGrid:DataPath", folder.FullPath), .. settings ?? []]);
        builder.Services.AddLogging();
        configure?.Invoke(builder.Services);
        builder.Services.AddAgentGridStorage(builder.Configuration);
        TestEngine.Use(builder);
        builder.Services.AddAgentGridLlm(builder.Configuration);
        builder.Services.Replace(ServiceDescriptor.Singleton<ITurnPipeline>(pipeline));
        builder.Services.AddAgentGridGrains();
        decorate?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new GrainHost(host, pipeline);
    }

    public IAgentGrain Agent(string id) => Grains.GetGrain<IAgentGrain>(id);

    public ISessionGrain Session(string id) => Grains.GetGrain<ISessionGrain>(id);

    /// <summary>An agent of Alice's.</summary>
    public async Task<string> MakeAgentAsync(AgentConfig? config = null, string id = "agt_1")
    {
        (await Agent(id).CreateAsync(Alice, new CreateAgent("Helper", null, config ?? new AgentConfig()))).Failure.ShouldBeNull();
        return id;
    }

    public async Task<List<TurnEvent>> WatchAsync(string sessionId, string turnId, long after = 0)
    {
        var events = new List<TurnEvent>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var turnEvent in Session(sessionId).WatchTurnAsync(turnId, after, limit.Token))
        {
            events.Add(turnEvent);
        }

        return events;
    }

    public static StartTurn Message(
        string turnId, string text = "Hello?", bool newSession = true, WhenBusy whenBusy = WhenBusy.Reject, string agentId = "agt_1") =>
        new(agentId, turnId, text, newSession, Version: null, [], whenBusy, RequestHash: text);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
