using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Routing;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Routing;

/// <summary>Providers that the environment names.</summary>
public sealed class ProviderEnvironmentTests
{
    [Theory]
    [InlineData("OPENAI_API_KEY", "openai", "openai/gpt-6-sol")]
    [InlineData("ANTHROPIC_API_KEY", "anthropic", "anthropic/claude-sonnet-5-5")]
    [InlineData("GEMINI_API_KEY", "gemini", "gemini/gemini-3.8-flash")]
    public async Task Environment_KeyOfAVendor_MakesItTheDefault(string variable, string provider, string model)
    {
        await using var host = new LlmHost([], name => name == variable ? "secret" : null);

        host.Registry.Current.Find(provider).ShouldNotBeNull().Usable.ShouldBeTrue();
        host.Registry.Current.Resolve("default").Value.ShouldNotBeNull().Name.ToString().ShouldBe(model);
    }

    [Theory]
    [InlineData("localhost", "http://localhost:11434/v1")]
    [InlineData("localhost:8080", "http://localhost:8080/v1")]
    [InlineData("0.0.0.0", "http://127.0.0.1:11434/v1")]
    [InlineData("http://gpu:11434", "http://gpu:11434/v1")]
    [InlineData("http://gpu:11434/", "http://gpu:11434/v1")]
    [InlineData("https://gpu.example/ollama", "https://gpu.example:443/ollama/v1")]
    [InlineData("[::1]:9000", "http://[::1]:9000/v1")]
    [InlineData("file:///etc/passwd", null)]
    public void Environment_OllamaHost_IsReadAsOllamaReadsIt(string host, string? address) =>
        ProviderEnvironment.OllamaAddress(host).ShouldBe(address);

    [Theory]
    [InlineData("openai", "OPENAI_API_KEY", "OPENAI_BASE_URL")]
    [InlineData("anthropic", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL")]
    [InlineData("gemini", "GEMINI_API_KEY", "GOOGLE_GEMINI_BASE_URL")]
    [InlineData("gemini", "GOOGLE_API_KEY", "GOOGLE_GEMINI_BASE_URL")]
    public async Task Environment_AddressOfAVendor_IsWhereItsKeyGoes(string provider, string key, string address)
    {
        await using var host = new LlmHost([], name => name == key ? "secret" : name == address ? "http://proxy/v1" : null);

        var found = host.Registry.Current.Find(provider).ShouldNotBeNull();
        (found.ApiKey, found.BaseUrl).ShouldBe(("secret", "http://proxy/v1"));
    }

    [Fact]
    public async Task Environment_Address_IsNotForAKeyOfTheConfiguration()
    {
        await using var host = new LlmHost(
            [KeyValuePair.Create("Providers:openai:ApiKey", "mine")], name => name == "OPENAI_BASE_URL" ? "http://proxy/v1" : null);

        host.Registry.Current.Find("openai").ShouldNotBeNull().BaseUrl.ShouldBeNull();
    }

    [Fact]
    public async Task Environment_KeyForAConfiguredProviderWithoutOne_IsUsed()
    {
        await using var host = new LlmHost(
            [KeyValuePair.Create("Providers:openai:Type", "openai"), KeyValuePair.Create("Providers:openai:Models:0", "gpt-x")],
            name => name == "OPENAI_API_KEY" ? "secret" : null);

        var provider = host.Registry.Current.Find("openai").ShouldNotBeNull();
        provider.ApiKey.ShouldBe("secret");
        provider.Models.ShouldBe(["gpt-x"]);
    }

    [Fact]
    public async Task Key_OfTheEnvironmentThatCannotBeSent_SaysSoAndIsNotTriedAgain()
    {
        await using var host = new LlmHost([], name => name == "OPENAI_API_KEY" ? "ключ" : null);
        var failure = await Should.ThrowAsync<LlmException>(
            () => host.Chat.GetResponseAsync([new ChatMessage(ChatRole.User, "Hi")], host.Options("openai/gpt-4o")));

        (failure.Code, failure.Retryable).ShouldBe((LlmErrorCodes.Unauthorized, false));
        failure.Message.ShouldContain("cannot be sent");
        host.Usage.Snapshot().ShouldHaveSingleItem().InputTokens.ShouldBe(0);
    }
}
