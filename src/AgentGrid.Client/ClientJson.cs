using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentGrid.Client;

/// <summary>How the client reads and writes JSON: as the server does, but without minding fields it does not know yet.</summary>
internal static class ClientJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
