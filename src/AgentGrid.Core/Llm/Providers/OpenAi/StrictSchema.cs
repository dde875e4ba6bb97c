using System.Text.Json;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>
/// Decides whether a schema may be sent with <c>strict</c>, which has the vendor keep an answer to it to the letter: every object
/// names all its properties as required and admits no others, and nothing is said in words that strict schemas do not have.
/// </summary>
internal static class StrictSchema
{
    public static bool Is(JsonElement schema) => schema.TextMember("type") == "object" && IsPart(schema);

    private static bool IsPart(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (var member in schema.EnumerateObject())
        {
            var allowed = member.Name switch
            {
                "type" or "description" or "title" or "enum" or "const" or "required" or "$ref" => true,
                "additionalProperties" => member.Value.ValueKind == JsonValueKind.False,
                "properties" or "$defs" => member.Value.ValueKind == JsonValueKind.Object && member.Value.EnumerateObject().All(part => IsPart(part.Value)),
                "items" => IsPart(member.Value),
                "anyOf" => member.Value.ValueKind == JsonValueKind.Array && member.Value.EnumerateArray().All(IsPart),
                _ => false,
            };
            if (!allowed)
            {
                return false;
            }
        }

        return !IsObject(schema) || (schema.TryGetProperty("additionalProperties", out _) && NamesAll(schema));
    }

    private static bool IsObject(JsonElement schema) => schema.Member("properties").ValueKind == JsonValueKind.Object
        || schema.TextMember("type") == "object"
        || schema.Items("type").Any(static type => type.ValueEquals("object"));

    private static bool NamesAll(JsonElement schema)
    {
        var required = schema.Items("required").Select(static name => name.GetString()).ToHashSet(StringComparer.Ordinal);
        return schema.Member("properties") is { ValueKind: JsonValueKind.Object } properties
            && properties.EnumerateObject().All(property => required.Contains(property.Name));
    }
}
