using System.Text.Json;
using System.Text.Json.Serialization;
using AgentGrid.Core.Json;

namespace AgentGrid.Storage.Sql;

/// <summary>JSON inside rows. Unlike requests, a row may hold members that this version does not know: they are skipped.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new(JsonDefaults.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectRequiredConstructorParameters = false,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new InvalidDataException($"A row holds no {typeof(T).Name} where there must be one.");
}
