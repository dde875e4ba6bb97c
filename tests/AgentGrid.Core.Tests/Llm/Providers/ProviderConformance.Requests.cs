using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Providers;

/// <summary>What is sent.</summary>
public abstract partial class ProviderConformance
{
    [Fact]
    public async Task Images_InTheMessage_AreSent()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("A cat.")));
        await using var host = Host(server);
        var picture = new DataContent(new byte[] { 1, 2, 3, 4 }, "image/png");
        await ReadAsync(host, messages: [new ChatMessage(ChatRole.User, [new TextContent("What is this?"), picture])]);

        var body = server.Requests.ShouldHaveSingleItem().Body;
        body.ShouldContain("AQIDBA==");
        body.ShouldContain("image/png");
    }

    [Fact]
    public async Task Schema_InTheOptions_IsSent()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("{\"city\":\"Paris\"}")));
        await using var host = Host(server);
        var options = host.Options("p/m");
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(WeatherTool.Schema, "place");
        await ReadAsync(host, options);

        server.Requests.ShouldHaveSingleItem().Body.ShouldContain("\"city\":{\"type\":\"string\"");
    }
}
