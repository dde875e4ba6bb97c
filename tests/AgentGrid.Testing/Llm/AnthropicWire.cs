using System.Text.Json;

namespace AgentGrid.Testing.Llm;

/// <summary>Anthropic's message stream events. The input count excludes cached tokens: 60 and 40 read from the cache.</summary>
public sealed class AnthropicWire : ProviderWire
{
    public override string StopForLength => "max_tokens";

    public override string Head() =>
        Event("message_start", """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":60,"cache_creation_input_tokens":0,"cache_read_input_tokens":40,"output_tokens":1}}}""")
        + Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""")
        + Event("ping", """{"type":"ping"}""");

    public override string Pieces(params string[] pieces) => string.Concat(pieces.Select(piece => Event(
        "content_block_delta",
        $$$$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":{{{{{JsonSerializer.Serialize(piece)}}}}}}}""")));

    public override string End(string? stop = null) =>
        Event("content_block_stop", """{"type":"content_block_stop","index":0}""") + Stop(stop ?? "end_turn");

    public override string Spent() =>
        Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":null,"stop_sequence":null},"usage":{"output_tokens":20}}""");

    public override string TwoToolCalls() =>
        Event("message_start", """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":60,"cache_read_input_tokens":40,"output_tokens":1}}}""")
        + ToolUse(0, "toolu_a", "", "{\\\"ci", "ty\\\": \\\"Paris\\\"}")
        + ToolUse(1, "toolu_b", "{\\\"city\\\": \\\"Rome\\\"}")
        + Stop("tool_use");

    public override string BrokenToolCall() =>
        Event("message_start", """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":60,"cache_read_input_tokens":40,"output_tokens":1}}}""")
        + ToolUse(0, "toolu_a", "{\\\"city\\\": Par")
        + Stop("tool_use");

    public override string CutToolCall(bool begun) => Head() + End().Split("event: message_delta")[0]
        + (begun ? ToolUse(1, "toolu_a", "{\\\"city\\\": \\\"Par") : ToolUse(1, "toolu_a"))
        + Stop("max_tokens");

    public override string Refusal() => Head() + Pieces("I cannot help with that.") + End("refusal");

    public override string UnknownEvent() => Event("something_new", """{"type":"something_new","payload":[1,2,3]}""");

    public override string ErrorEvent() =>
        Event("error", """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""");

    public override string ErrorBody(int status, string message) =>
        $$$$$"""{"type":"error","error":{"type":"some_error","message":{{{{{JsonSerializer.Serialize(message)}}}}}},"request_id":"req_1"}""";

    public override string Models() =>
        """{"data":[{"type":"model","id":"model-a","display_name":"A","created_at":"2025-01-01T00:00:00Z"},{"type":"model","id":"model-b","display_name":"B","created_at":"2025-01-01T00:00:00Z"}],"has_more":false,"first_id":"model-a","last_id":"model-b"}""";

    public override string ContextLengthBody() =>
        """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}""";

    private static string ToolUse(int index, string id, params string[] pieces) =>
        Event("content_block_start", $$$$$"""{"type":"content_block_start","index":{{{{{index}}}}},"content_block":{"type":"tool_use","id":"{{{{{id}}}}}","name":"weather","input":{}}}""")
        + string.Concat(pieces.Select(piece => Event(
            "content_block_delta",
            $$$$$"""{"type":"content_block_delta","index":{{{{{index}}}}},"delta":{"type":"input_json_delta","partial_json":"{{{{{piece}}}}}"}}""")))
        + Event("content_block_stop", $$$$$"""{"type":"content_block_stop","index":{{{{{index}}}}}}""");

    private static string Stop(string reason) =>
        Event("message_delta", $$$$$"""{"type":"message_delta","delta":{"stop_reason":"{{{{{reason}}}}}","stop_sequence":null},"usage":{"output_tokens":20}}""")
        + Event("message_stop", """{"type":"message_stop"}""");

    private static string Event(string name, string data) => $"event: {name}\ndata: {data}\n\n";
}
