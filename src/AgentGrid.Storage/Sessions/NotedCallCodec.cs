using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentGrid.Core.Json;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Sessions;

namespace AgentGrid.Storage.Sessions;

/// <summary>Provider calls as they stand with a turn's events: without what the turn's own row and its session's say.</summary>
internal static class NotedCallCodec
{
    private static readonly JsonSerializerOptions Options = new(JsonDefaults.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectRequiredConstructorParameters = false,
        RespectNullableAnnotations = false,
    };

    public static string Encode(ImmutableArray<NotedCall> calls) => JsonSerializer.Serialize(
        calls.Select(static call => call with
        {
            Record = call.Record with { UserId = null, AgentId = null, AgentVersion = null, SessionId = null, TurnId = null },
        }),
        Options);

    public static ImmutableArray<NotedCall> Decode(string calls, Session session, StoredTurn turn) =>
    [
        .. JsonSerializer.Deserialize<NotedCall[]>(calls, Options)!.Select(call => call with
        {
            Record = call.Record with
            {
                UserId = session.UserId,
                AgentId = session.AgentId,
                AgentVersion = turn.AgentVersion,
                SessionId = session.Id,
                TurnId = turn.Id,
            },
        }),
    ];
}
