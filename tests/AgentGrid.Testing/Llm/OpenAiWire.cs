using System.Text.Json;

namespace AgentGrid.Testing.Llm;

/// <summary>OpenAI's chat completion chunks.</summary>
public sealed class OpenAiWire : ProviderWire
{
    public override string StopForLength => "length";

    public override string Head() => Chunk("""{"role":"assistant","content":"","refusal":null}""");

    public override string Pieces(params string[] pieces) =>
        string.Concat(pieces.Select(piece => Chunk($$$$$"""{"content":{{{{{JsonSerializer.Serialize(piece)}}}}}}""")));

    public override string End(string? stop = null) =>
        Chunk("{}", stop ?? "stop") + Usage() + "data: [DONE]\n\n";

    public override string Spent() => Usage();

    public override string TwoToolCalls() =>
        Chunk("""{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"weather","arguments":""}}]}""")
        + Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"{\"ci"}}]}""")
        + Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"ty\":\"Paris\"}"}}]}""")
        + Chunk("""{"tool_calls":[{"index":1,"id":"call_b","type":"function","function":{"name":"weather","arguments":""}}]}""")
        + Chunk("""{"tool_calls":[{"index":1,"function":{"arguments":"{\"city\":\"Rome\"}"}}]}""")
        + End("tool_calls");

    public override string BrokenToolCall() =>
        Chunk("""{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"weather","arguments":"{\"city\": Par"}}]}""")
        + End("tool_calls");

    public override string CutToolCall(bool begun) =>
        Chunk("""{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"weather","arguments":""}}]}""")
        + (begun ? Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":\"Par"}}]}""") : "")
        + End("length");

    public override string Refusal() =>
        Chunk("""{"role":"assistant","content":null,"refusal":""}""")
        + Chunk("""{"refusal":"I cannot help with that."}""")
        + End("stop");

    public override string UnknownEvent() => "event: something.new\ndata: {\"object\":\"future\",\"payload\":[1,2,3]}\n\n";

    public override string ErrorEvent() =>
        "data: {\"error\":{\"message\":\"The server had an error while processing your request.\",\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n";

    public override string ErrorBody(int status, string message) =>
        $$$$$"""{"error":{"message":{{{{{JsonSerializer.Serialize(message)}}}}},"type":"some_error","param":null,"code":null}}""";

    public override string Models() =>
        """{"object":"list","data":[{"id":"model-a","object":"model","created":1,"owned_by":"x"},{"id":"model-b","object":"model","created":1,"owned_by":"x"}]}""";

    public override string ContextLengthBody() =>
        """{"error":{"message":"This model's maximum context length is 128000 tokens. However, your messages resulted in 130000 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""";

    private static string Chunk(string delta, string? finish = null) =>
        "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"m-2024-08-06\",\"system_fingerprint\":null,"
        + $"\"choices\":[{{\"index\":0,\"delta\":{delta},\"logprobs\":null,\"finish_reason\":{(finish is null ? "null" : $"\"{finish}\"")}}}],\"usage\":null}}\n\n";

    private static string Usage() =>
        "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"m-2024-08-06\",\"choices\":[],"
        + "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20,\"total_tokens\":120,"
        + "\"prompt_tokens_details\":{\"cached_tokens\":40,\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":5}}}\n\n";
}
