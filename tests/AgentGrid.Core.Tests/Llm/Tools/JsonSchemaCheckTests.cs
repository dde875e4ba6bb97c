using System.Text.Json;
using AgentGrid.Core.Llm.Tools;

namespace AgentGrid.Core.Tests.Llm.Tools;

public sealed class JsonSchemaCheckTests
{
    private const string Schema = """
        {
          "type": "object",
          "properties": {
            "city": { "type": "string", "minLength": 2, "maxLength": 20 },
            "days": { "type": "integer", "minimum": 1, "maximum": 14 },
            "unit": { "enum": ["c", "f"] },
            "tags": { "type": "array", "items": { "type": "string" }, "maxItems": 2 },
            "where": { "$ref": "#/$defs/place" },
            "note": { "type": ["string", "null"] }
          },
          "required": ["city"],
          "additionalProperties": false,
          "$defs": { "place": { "type": "object", "properties": { "lat": { "type": "number" } }, "required": ["lat"] } }
        }
        """;

    [Theory]
    [InlineData("""{"city":"Rome"}""")]
    [InlineData("""{"city":"Rome","days":3,"unit":"c","tags":["a","b"],"where":{"lat":41.9},"note":null}""")]
    [InlineData("""{"city":"Rome","days":3.0}""")]
    public void FirstProblem_Fits_IsNull(string value) => Check(value).ShouldBeNull();

    [Theory]
    [InlineData("""[]""", "$ must be object")]
    [InlineData("""{}""", "$.city is missing")]
    [InlineData("""{"city":5}""", "$.city must be string")]
    [InlineData("""{"city":"R"}""", "$.city must have at least 2")]
    [InlineData("""{"city":"Rome","days":0}""", "$.days must be at least 1")]
    [InlineData("""{"city":"Rome","days":15}""", "$.days must be at most 14")]
    [InlineData("""{"city":"Rome","days":1.5}""", "$.days must be integer")]
    [InlineData("""{"city":"Rome","unit":"k"}""", "$.unit must be one of")]
    [InlineData("""{"city":"Rome","tags":["a",2]}""", "$.tags[1] must be string")]
    [InlineData("""{"city":"Rome","tags":["a","b","c"]}""", "$.tags must have at most 2")]
    [InlineData("""{"city":"Rome","where":{}}""", "$.where.lat is missing")]
    [InlineData("""{"city":"Rome","rm -rf":1}""", "is not known")]
    public void FirstProblem_DoesNotFit_SaysWhereAndWhy(string value, string problem) =>
        Check(value).ShouldNotBeNull().ShouldContain(problem);

    [Fact]
    public void FirstProblem_SchemaThatRefersToItself_Ends()
    {
        var schema = JsonSerializer.Deserialize<JsonElement>("""{"$ref":"#"}""");

        JsonSchemaCheck.FirstProblem(schema, JsonSerializer.Deserialize<JsonElement>("1")).ShouldBeNull();
    }

    private static string? Check(string value) =>
        JsonSchemaCheck.FirstProblem(JsonSerializer.Deserialize<JsonElement>(Schema), JsonSerializer.Deserialize<JsonElement>(value));
}
