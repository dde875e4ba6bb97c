using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Tools;
using AgentGrid.Core.Sessions;
using AgentGrid.Knowledge;
using AgentGrid.Sessions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Core.Tests.Sessions;

/// <summary>Makes pipelines over the real chain, or over a scripted model inside the real tool loop, and runs turns.</summary>
internal static class Turns
{
    public static ServiceProvider Services(params (string Key, string Value)[] settings) => Build(settings, null);

    /// <summary>A pipeline whose model is <paramref name="model"/>; the tool loop around it is the real one.</summary>
    public static ITurnPipeline Over(IChatClient model, params (string Key, string Value)[] settings) =>
        Build(settings, model).GetRequiredService<ITurnPipeline>();

    public static TurnInput Input(string message, AgentConfig? config = null, params string[] passages) => new()
    {
        SessionId = "ses_1",
        TurnId = "trn_1",
        MessageId = "msg_1",
        UserId = "usr_1",
        Agent = new PinnedAgent("agt_1", "Test", 3, config ?? new AgentConfig(), passages.Length > 0),
        History = [],
        Message = message,
        AcceptedAt = TimeProvider.System.GetTimestamp(),
        Retrieve = passages.Length == 0 ? null : (_, _, _, _) => Task.FromResult<Outcome<SearchResult>>(Found(passages)),
    };

    public static ImmutableArray<SearchHit> Hits(params string[] passages) =>
        [.. passages.Select((text, i) => new SearchHit($"chk_{i}", "fil_1", "notes.md", null, null, 0.9, 1, 1, text))];

    public static SearchResult Found(params string[] passages) => new(Hits(passages), TookMs: 1, Confidence: 0.9);

    public static async Task<TurnLog> RunAsync(this ITurnPipeline pipeline, TurnInput input, CancellationToken stop = default)
    {
        var steps = new List<TurnStep>();
        await foreach (var step in pipeline.RunAsync(input, stop).WithCancellation(CancellationToken.None))
        {
            steps.Add(step);
        }

        return new TurnLog(steps);
    }

    public static SessionMessage Said(long seq, MessageRole role, string content) =>
        new($"msg_h{seq}", seq, role, content, [], [], null, null, null, MessageStatus.Complete, default);

    private static ServiceProvider Build((string Key, string Value)[] settings, IChatClient? model)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        var services = new ServiceCollection().AddLogging();
        if (model is not null)
        {
            services.AddSingleton<IChatClient>(provider =>
                new ToolLoopChatClient(model, provider.GetRequiredService<ToolRunner>()));
        }

        services.AddSingleton(new Core.Llm.Routing.ProviderEnvironment(_ => null));
        return services.AddAgentGridLlm(configuration).BuildServiceProvider();
    }
}
