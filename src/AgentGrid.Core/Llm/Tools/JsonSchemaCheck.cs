using System.Text.Json;

namespace AgentGrid.Core.Llm.Tools;

/// <summary>
/// Checks a value against the parts of JSON Schema that tools and structured answers use: type, properties, required,
/// additionalProperties, items, enum, const, minimum, maximum, minLength, maxLength, minItems, maxItems, anyOf, oneOf and
/// local $ref. Other keywords are not checked.
/// </summary>
internal static class JsonSchemaCheck
{
    private const int MaxDepth = 64;

    /// <summary>The first thing that does not fit, with its place, or null.</summary>
    public static string? FirstProblem(JsonElement schema, JsonElement value) => Check(schema, schema, value, "$", 0);

    private static string? Check(JsonElement root, JsonElement schema, JsonElement value, string path, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth)
        {
            return schema.ValueKind == JsonValueKind.False ? $"{path} is not allowed" : null;
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Resolve(root, reference.GetString()) is { } target ? Check(root, target, value, path, depth + 1) : null;
        }

        return CheckType(schema, value, path)
            ?? CheckValue(schema, value, path)
            ?? CheckNumber(schema, value, path)
            ?? CheckText(schema, value, path)
            ?? CheckObject(root, schema, value, path, depth)
            ?? CheckArray(root, schema, value, path, depth)
            ?? CheckChoice(root, schema, value, path, depth);
    }

    private static string? CheckType(JsonElement schema, JsonElement value, string path)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return null;
        }

        var allowed = type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Select(item => item.GetString() ?? "").ToArray()
            : [type.GetString() ?? ""];
        return Array.Exists(allowed, name => IsType(value, name)) ? null : $"{path} must be {string.Join(" or ", allowed)}";
    }

    private static bool IsType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number == decimal.Truncate(number),
        _ => true,
    };

    private static string? CheckValue(JsonElement schema, JsonElement value, string path) =>
        schema.TryGetProperty("enum", out var values) && !values.EnumerateArray().Any(item => JsonElement.DeepEquals(item, value))
            ? $"{path} must be one of {values.GetRawText()}"
            : schema.TryGetProperty("const", out var constant) && !JsonElement.DeepEquals(constant, value)
                ? $"{path} must be {constant.GetRawText()}"
                : null;

    private static string? CheckNumber(JsonElement schema, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            return null;
        }

        var number = value.GetDouble();
        return Bound(schema, "minimum") is { } least && number < least ? $"{path} must be at least {least}"
            : Bound(schema, "maximum") is { } most && number > most ? $"{path} must be at most {most}"
            : null;
    }

    private static string? CheckText(JsonElement schema, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var length = value.GetString()!.Length;
        return Bound(schema, "minLength") is { } least && length < least ? $"{path} must have at least {least} characters"
            : Bound(schema, "maxLength") is { } most && length > most ? $"{path} must have at most {most} characters"
            : null;
    }

    private static string? CheckObject(JsonElement root, JsonElement schema, JsonElement value, string path, int depth)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray())
            {
                if (!value.TryGetProperty(name.GetString()!, out _))
                {
                    return $"{path}.{name.GetString()} is missing";
                }
            }
        }

        var known = schema.TryGetProperty("properties", out var properties);
        var others = schema.TryGetProperty("additionalProperties", out var additional) ? additional : default;
        foreach (var member in value.EnumerateObject())
        {
            if (known && properties.TryGetProperty(member.Name, out var expected))
            {
                if (Check(root, expected, member.Value, $"{path}.{member.Name}", depth + 1) is { } problem)
                {
                    return problem;
                }
            }
            else if (others.ValueKind == JsonValueKind.False)
            {
                return $"{path}.{member.Name} is not known";
            }
            else if (others.ValueKind == JsonValueKind.Object
                && Check(root, others, member.Value, $"{path}.{member.Name}", depth + 1) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? CheckArray(JsonElement root, JsonElement schema, JsonElement value, string path, int depth)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var length = value.GetArrayLength();
        if (Bound(schema, "minItems") is { } least && length < least)
        {
            return $"{path} must have at least {least} items";
        }

        if (Bound(schema, "maxItems") is { } most && length > most)
        {
            return $"{path} must have at most {most} items";
        }

        if (!schema.TryGetProperty("items", out var items))
        {
            return null;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (Check(root, items, item, $"{path}[{index++}]", depth + 1) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? CheckChoice(JsonElement root, JsonElement schema, JsonElement value, string path, int depth)
    {
        foreach (var keyword in (ReadOnlySpan<string>)["anyOf", "oneOf"])
        {
            if (schema.TryGetProperty(keyword, out var choices)
                && !choices.EnumerateArray().Any(choice => Check(root, choice, value, path, depth + 1) is null))
            {
                return $"{path} fits none of the allowed forms";
            }
        }

        return null;
    }

    private static double? Bound(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var bound) && bound.ValueKind == JsonValueKind.Number ? bound.GetDouble() : null;

    private static JsonElement? Resolve(JsonElement root, string? reference)
    {
        if (reference is null || !reference.StartsWith('#'))
        {
            return null;
        }

        var at = root;
        foreach (var part in reference.Split('/').Skip(1))
        {
            if (at.ValueKind != JsonValueKind.Object
                || !at.TryGetProperty(part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), out at))
            {
                return null;
            }
        }

        return at;
    }
}
