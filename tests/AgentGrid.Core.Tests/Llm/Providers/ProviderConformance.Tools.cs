using AgentGrid.Core.Llm.Tools;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Providers;

/// <summary>Tool calls there and back.</summary>
public abstract partial class ProviderConformance
{
    [Fact]
    public async Task Tools_TwoCalls_AreRunAndTheirResultsSentBack()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(Wire.TwoToolCalls()), FakeReplies.Stream(Wire.Text("Sunny in both.")));
        await using var host = Host(server);
        var tool = new WeatherTool();
        var options = host.Options("p/m");
        options.Tools = [new AgentToolDeclaration(tool)];
        var updates = await ReadAsync(host, options);

        tool.Cities.Order().ShouldBe(["Paris", "Rome"]);
        var calls = updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>().ToList();
        calls.Count.ShouldBe(2);
        calls.Select(call => call.CallId).Distinct().Count().ShouldBe(2);
        updates.SelectMany(update => update.Contents).OfType<FunctionResultContent>().Count().ShouldBe(2);
        string.Concat(Texts(updates)).ShouldBe("Sunny in both.");
        updates[^1].FinishReason.ShouldBe(ChatFinishReason.Stop);
        server.Requests.Count.ShouldBe(2);
        server.Requests[0].Body.ShouldContain("\"weather\"");
        server.Requests[1].Body.ShouldContain("22 degrees in Paris");
        server.Requests[1].Body.ShouldContain("22 degrees in Rome");
        host.Usage.Snapshot().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Tools_BrokenArguments_GoBackToTheModelAsAnError()
    {
        if (Wire.BrokenToolCall() is not { } broken)
        {
            return;
        }

        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(broken), FakeReplies.Stream(Wire.Text("Sorry.")));
        await using var host = Host(server);
        var tool = new WeatherTool();
        var options = host.Options("p/m");
        options.Tools = [new AgentToolDeclaration(tool)];
        await ReadAsync(host, options);

        tool.Cities.ShouldBeEmpty();
        server.Requests[1].Body.ShouldContain("not valid JSON");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tools_CallCutOffByTheLimit_IsNotRunAndTheAnswerEndsWithLength(bool begun)
    {
        if (Wire.CutToolCall(begun) is not { } cut)
        {
            return;
        }

        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(cut));
        await using var host = Host(server);
        var options = host.Options("p/m");
        options.Tools = [new AgentToolDeclaration(new WeatherTool())];
        var updates = await ReadAsync(host, options);

        updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>().ShouldBeEmpty();
        updates[^1].FinishReason.ShouldBe(ChatFinishReason.Length);
        server.Requests.Count.ShouldBe(1);
    }
}
