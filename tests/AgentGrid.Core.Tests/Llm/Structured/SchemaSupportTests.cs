using System.Text.Json;
using AgentGrid.Core.Llm.Providers.OpenAi;
using AgentGrid.Core.Llm.Structured;
using AgentGrid.Core.Tests.Llm.Providers;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Structured;

public sealed class SchemaSupportTests
{
    private const string Answer = """{"name":"Ada","score":7}""";
    private static readonly OpenAiWire Wire = new();

    [Theory]
    [InlineData("This response_format type is unavailable now", "json_schema")]
    [InlineData("This model does not support response format `json_schema`. See supported models.", "json_schema")]
    [InlineData("'response_format.type' must be 'json_schema' or 'text'", "json_schema", "json_object")]
    [InlineData("Structured outputs are not available with this model.", "json_schema", "json_object")]
    public async Task Ask_FormIsRefused_ModelIsToldTheSchemaAndTheFormIsRemembered(string words, params string[] refused)
    {
        await using var server = await FakeProviderServer.StartAsync(context =>
            refused.Any(form => Body(context).Contains($"\"type\":\"{form}\"", StringComparison.Ordinal))
                ? FakeReplies.Error(400, Wire.ErrorBody(400, words))(context)
                : FakeReplies.Stream(Wire.Text(Answer))(context));
        await using var host = VendorHost.Create("openai-compatible", server);

        (await AskAsync(host)).Value.ShouldBe(new Verdict("Ada", 7));
        server.Requests.Count.ShouldBe(refused.Length + 1);
        var asked = server.Requests[^1].Json;
        asked.TryGetProperty("response_format", out var format).ShouldBe(refused.Length == 1);
        (refused.Length > 1 || format.GetProperty("type").GetString() == "json_object").ShouldBeTrue();
        var system = asked.GetProperty("messages").EnumerateArray().Where(message => message.GetProperty("role").GetString() == "system")
            .ShouldHaveSingleItem().GetProperty("content").GetString()!;
        system.ShouldStartWith("Be just.");
        system.ShouldContain("\"score\"");

        await AskAsync(host);
        server.Requests.Count.ShouldBe(refused.Length + 2);
    }

    [Fact]
    public async Task Ask_AnotherRefusal_Stands()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(400, Wire.ErrorBody(400, "No such thing.")));
        await using var host = VendorHost.Create("openai-compatible", server);

        (await AskAsync(host)).Succeeded.ShouldBeFalse();
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("openai-compatible")]
    public async Task Ask_SchemaOfAType_IsStrict(string type)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text(Answer)));
        await using var host = VendorHost.Create(type, server);
        await AskAsync(host);

        server.Requests[0].Json.GetProperty("response_format").GetProperty("json_schema").GetProperty("strict").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}""", true)]
    [InlineData("""{"type":"object","properties":{"a":{"type":["string","null"]}},"required":["a"],"additionalProperties":false}""", true)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"object","properties":{"b":{"type":"integer"}},"required":["b"],"additionalProperties":false}}},"required":["a"],"additionalProperties":false}""", true)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"object","properties":{"b":{"type":"integer"}}}}},"required":["a"],"additionalProperties":false}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":true}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","default":"x"}},"required":["a"],"additionalProperties":false}""", false)]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", false)]
    [InlineData("true", false)]
    public void Strict_IsOnlyWhatAdmitsNothingElse(string schema, bool strict)
    {
        using var document = JsonDocument.Parse(schema);

        StrictSchema.Is(document.RootElement).ShouldBe(strict);
    }

    private static string Body(Microsoft.AspNetCore.Http.HttpContext context) => (string)context.Items[FakeProviderServer.BodyItem]!;

    private static Task<Outcome<Verdict>> AskAsync(LlmHost host) => StructuredOutput.AskAsync<Verdict>(
        host.Chat, [new ChatMessage(ChatRole.System, "Be just."), new ChatMessage(ChatRole.User, "Judge.")], host.Options("p/m"), default);

    private sealed record Verdict(string Name, int Score);
}
