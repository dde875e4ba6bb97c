using System.Diagnostics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Core.Tests.Llm.Providers;

/// <summary>The connection, and the test of it.</summary>
public abstract partial class ProviderConformance
{
    [Theory]
    [InlineData("cut")]
    [InlineData("falsely compressed")]
    public async Task TestConnection_BodyThatCannotBeRead_IsAFailure(string how)
    {
        await using var server = await FakeProviderServer.StartAsync(
            how == "cut" ? FakeReplies.StreamThenCut(Wire.Models()) : FakeReplies.FalselyCompressed(Wire.Models()));
        await using var host = Host(server);
        var check = await host.Get<IProviderDirectory>().TestAsync(host.Registry.Current.Find("p")!, default);

        (check.Failure.ShouldNotBeNull().Code, check.Failure.Retryable).ShouldBe((LlmErrorCodes.Protocol, true));
    }

    [Fact]
    public async Task TestConnection_KeyWorks_ListsTheModels()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Json(Wire.Models()));
        await using var host = Host(server);
        var check = await host.Get<IProviderDirectory>().TestAsync(host.Registry.Current.Find("p")!, default);

        check.Failure.ShouldBeNull();
        check.Models.ShouldBe(["model-a", "model-b"]);
        server.Requests.ShouldHaveSingleItem().Headers[KeyHeader.Name].ShouldBe(KeyHeader.Value);
    }

    [Fact]
    public async Task TestConnection_KeyRefused_SaysSo()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(401, Wire.ErrorBody(401, "no")));
        await using var host = Host(server);
        var check = await host.Get<IProviderDirectory>().TestAsync(host.Registry.Current.Find("p")!, default);

        check.Failure.ShouldNotBeNull().Code.ShouldBe(LlmErrorCodes.Unauthorized);
    }

    [Fact]
    public async Task Connection_OfACompleteAnswer_IsUsedAgain()
    {
        // The end of the body comes a little after the end of the answer, as it does over a network.
        await using var server = await FakeProviderServer.StartAsync(async context =>
        {
            await FakeReplies.Stream(Wire.Text("ok"))(context);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        });
        await using var host = Host(server);
        var patience = Stopwatch.StartNew();
        do
        {
            patience.Elapsed.ShouldBeLessThan(Patience);
            await ReadAsync(host);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        while (server.Requests.Select(request => request.Connection).Distinct().Count() == server.Requests.Count);
    }

    [Fact]
    public async Task Cookie_OfOneCall_GoesWithNoOther()
    {
        await using var server = await FakeProviderServer.StartAsync(context =>
        {
            context.Response.Headers.SetCookie = "who=me; Path=/";
            return FakeReplies.Stream(Wire.Text("ok"))(context);
        });
        await using var host = Host(server);
        await ReadAsync(host);
        await ReadAsync(host);

        server.Requests.Count.ShouldBe(2);
        server.Requests.ShouldAllBe(request => !request.Headers.ContainsKey("Cookie"));
    }
}
