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
}
