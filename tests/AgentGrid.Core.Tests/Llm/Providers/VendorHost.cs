using AgentGrid.Core.Llm.Tools;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Providers;

/// <summary>One vendor's adapter behind the whole chain, without retries.</summary>
internal static class VendorHost
{
    public static LlmHost Create(string type, FakeProviderServer server, string basePath = "/v1") => new(new Dictionary<string, string>
    {
        ["Providers:p:Type"] = type,
        ["Providers:p:BaseUrl"] = server.Address + basePath,
        ["Providers:p:ApiKey"] = "test-key",
        ["Retry:MaxRetries"] = "0",
    });

    /// <summary>A session in its second turn that may use the weather tool.</summary>
    public static async Task<List<ChatResponseUpdate>> AskAsync(LlmHost host, string model = "p/m")
    {
        var options = host.Options(model);
        options.Tools = [new AgentToolDeclaration(new WeatherTool())];
        options.Temperature = 0.5f;
        options.MaxOutputTokens = 77;
        return await host.Chat.GetStreamingResponseAsync(
            [
                new ChatMessage(ChatRole.System, "Rules."),
                new ChatMessage(ChatRole.User, "First?"),
                new ChatMessage(ChatRole.Assistant, "Answer."),
                new ChatMessage(ChatRole.User, "<sources>x</sources>"),
                new ChatMessage(ChatRole.User, "Second?"),
            ],
            options).ToListAsync();
    }
}
