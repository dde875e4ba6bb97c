using System.Text.Json;
using AgentGrid.Core.Json;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;

namespace AgentGrid.Core.Sessions;

/// <summary>Turns the payload of a turn's event into its durable form and back.</summary>
public static class TurnEventCodec
{
    /// <summary>The event with the given id, named after the payload's type.</summary>
    public static TurnEvent Encode(long id, object payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return payload is DeltaData delta
            ? new TurnEvent(id, TurnEventNames.Delta, Encode(delta))
            : new TurnEvent(id, NameOf(payload), JsonSerializer.Serialize(payload, payload.GetType(), JsonDefaults.Options));
    }

    /// <summary>The payload of an event.</summary>
    /// <exception cref="JsonException">The event's data are not of its name's form.</exception>
    public static object Decode(TurnEvent turnEvent)
    {
        ArgumentNullException.ThrowIfNull(turnEvent);
        return JsonSerializer.Deserialize(turnEvent.Data, TypeOf(turnEvent.Name), JsonDefaults.Options)
            ?? throw new JsonException($"The data of event {turnEvent.Id} are null.");
    }

    /// <summary>What the serializer would write, without its machinery: nearly all events of a turn are deltas.</summary>
    private static string Encode(DeltaData delta) => $"{{\"text\":\"{JsonDefaults.Options.Encoder!.Encode(delta.Text)}\"}}";

    private static string NameOf(object payload) => payload switch
    {
        TurnStartedData => TurnEventNames.Started,
        RetrievalData => TurnEventNames.Retrieval,
        ToolCallData => TurnEventNames.ToolCall,
        ToolResultData => TurnEventNames.ToolResult,
        UsageData => TurnEventNames.Usage,
        TurnCompletedData => TurnEventNames.Completed,
        TurnFailedData => TurnEventNames.Failed,
        _ => throw new ArgumentException($"{payload.GetType().Name} is not the payload of an event.", nameof(payload)),
    };

    private static Type TypeOf(string name) => name switch
    {
        TurnEventNames.Delta => typeof(DeltaData),
        TurnEventNames.Started => typeof(TurnStartedData),
        TurnEventNames.Retrieval => typeof(RetrievalData),
        TurnEventNames.ToolCall or TurnEventNames.ApprovalNeeded => typeof(ToolCallData),
        TurnEventNames.ToolResult => typeof(ToolResultData),
        TurnEventNames.Usage => typeof(UsageData),
        TurnEventNames.Completed => typeof(TurnCompletedData),
        TurnEventNames.Failed => typeof(TurnFailedData),
        _ => throw new JsonException($"'{name}' is not the name of an event."),
    };
}
