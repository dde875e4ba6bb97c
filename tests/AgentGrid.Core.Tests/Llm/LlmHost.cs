using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Routing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Core.Tests.Llm;

/// <summary>The whole chain as a server has it, over given settings and a given environment.</summary>
internal sealed class LlmHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public LlmHost(IEnumerable<KeyValuePair<string, string>> settings, Func<string, string?>? environment = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("AgentGrid:Llm:" + setting.Key, (string?)setting.Value)))
            .Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(new ProviderEnvironment(environment ?? (_ => null)))
            .AddAgentGridLlm(configuration)
            .BuildServiceProvider();
    }

    /// <summary>Calls made through <see cref="Options"/>.</summary>
    public UsageCollector Usage { get; } = new();

    public IChatClient Chat => _services.GetRequiredService<IChatClient>();

    public IProviderRegistry Registry => _services.GetRequiredService<IProviderRegistry>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public ChatOptions Options(string model, params string[] fallbacks) =>
        new ModelRequest { FallbackModels = fallbacks, Usage = new UsageScope { Sink = Usage, UserId = "usr_1" } }
            .ApplyTo(new ChatOptions { ModelId = model });

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
