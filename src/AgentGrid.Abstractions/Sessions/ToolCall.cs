using System.Text.Json.Serialization;
using AgentGrid.Serialization;

namespace AgentGrid.Sessions;

/// <summary>A tool call of an answer, with its result.</summary>
/// <param name="Arguments">The arguments as JSON.</param>
/// <param name="Ok">Null while there is no result.</param>
[GenerateSerializer, Immutable, Alias("tool-call")]
public sealed record ToolCall(
    [property: Id(0)] string CallId,
    [property: Id(1)] string Name,
    [property: Id(2), JsonConverter(typeof(RawJsonConverter))] string Arguments,
    [property: Id(3)] bool? Ok,
    [property: Id(4)] string? Summary);
