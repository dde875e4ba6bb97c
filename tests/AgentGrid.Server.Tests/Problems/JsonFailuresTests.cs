using System.Text;
using System.Text.Json;
using AgentGrid.Core.Json;
using AgentGrid.Server.Contracts.Agents;
using AgentGrid.Server.Problems;

namespace AgentGrid.Server.Tests.Problems;

public sealed class JsonFailuresTests
{
    [Theory]
    [InlineData("""{"name":"a","config":{},"colour":1}""", "unknown_field", "'colour'")]
    [InlineData("""{"name":"a","config":{"instruction":"x"}}""", "unknown_field", "'config.instruction'")]
    [InlineData("""{"name":"a","config":{"knowledge":{"topk2":1}}}""", "unknown_field", "'config.knowledge.topk2'")]
    [InlineData("""{"config":{}}""", "invalid_request", "name")]
    [InlineData("""{"name":null,"config":{}}""", "invalid_request", "'name' must not be null")]
    [InlineData("""{"name":"a","config":null}""", "invalid_request", "'config' must not be null")]
    [InlineData("""{"name":"a","config":{"model":null}}""", "invalid_request", "'config.model' must not be null")]
    [InlineData("""{"name":5,"config":{}}""", "invalid_request", "'name' must be a string")]
    [InlineData("""{"name":"a","config":{"temperature":"hot"}}""", "invalid_request", "'config.temperature' must be a number")]
    [InlineData("""{"name":"a","config":{"maxOutputTokens":1.5}}""", "invalid_request", "'config.maxOutputTokens' must be a whole number")]
    [InlineData("""{"name":"a","config":{"knowledge":{"mode":"fuzzy"}}}""", "invalid_request", "one of hybrid, vector, keyword")]
    [InlineData("""{"name":"a","config":{"knowledge":[]}}""", "invalid_request", "'config.knowledge' must be an object")]
    [InlineData("""{"name":"a","config":{"fallbackModels":"x"}}""", "invalid_request", "'config.fallbackModels' must be an array")]
    [InlineData("""{"name":"a","name":"b","config":{}}""", "invalid_json", "'name' stands twice")]
    [InlineData("""{"name":"a","config":{}""", "invalid_json", "not valid JSON (line 1")]
    [InlineData("""{"name":"\ud800","config":{}}""", "invalid_json", "'name' is not valid text")]
    [InlineData("[]", "invalid_request", "body must be an object")]
    [InlineData("nonsense", "invalid_json", "not valid JSON")]
    public void Of_BadBody_NamesTheFieldAndWhatItTakes(string json, string code, string part)
    {
        var failure = Refuse(Encoding.UTF8.GetBytes(json));
        failure.Code.ShouldBe(code);
        failure.Detail.ShouldContain(part);
        failure.Detail.ShouldNotContain("AgentGrid.");
        failure.Detail.ShouldNotContain("System.");
        failure.Kind.ShouldBe(FailureKind.Invalid);
    }

    [Theory]
    [InlineData("""{"query":"a","topK":"3"}""", "'topK' must be a whole number")]
    [InlineData("""{"query":"a","topK":1.5}""", "'topK' must be a whole number")]
    [InlineData("""{"query":"a","topK":[]}""", "'topK' must be a whole number")]
    [InlineData("""{"query":"a","mode":"nope"}""", "'mode' must be one of hybrid, vector, keyword")]
    [InlineData("""{"query":"a","mode":{}}""", "'mode' must be one of hybrid, vector, keyword")]
    [InlineData("""{"query":7}""", "'query' must be a string")]
    public void Of_ParameterThatMayBeLeftOut_SaysWhatItTakes(string json, string part)
    {
        var failure = JsonFailures.Of(
            Should.Throw<JsonException>(() => JsonSerializer.Deserialize<SearchRequest>(json, JsonDefaults.Options)));
        failure.Code.ShouldBe("invalid_request");
        failure.Detail.ShouldContain(part);
    }

    [Fact]
    public void Of_InvalidUtf8_SaysSo()
    {
        var failure = Refuse([.. "{\"config\":{},\"name\":\""u8, 0xFF, 0xFE, .. "\"}"u8]);
        failure.Code.ShouldBe("invalid_json");
        failure.Detail.ShouldContain("'name'");
    }

    [Fact]
    public void Of_DeepNesting_SaysSo()
    {
        var failure = Refuse(Encoding.UTF8.GetBytes("{\"config\":" + new string('[', 100) + new string(']', 100) + "}"));
        failure.Kind.ShouldBe(FailureKind.Invalid);
    }

    private static Failure Refuse(byte[] json) => JsonFailures.Of(
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<CreateAgentRequest>(json, JsonDefaults.Options)));
}
