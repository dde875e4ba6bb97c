using System.Text.Json;

namespace AgentGrid.Testing.Llm;

/// <summary>Gemini's generateContent chunks. The candidates count excludes thoughts: 15 and 5.</summary>
public sealed class GeminiWire : ProviderWire
{
    private const string Usage =
        "\"usageMetadata\":{\"promptTokenCount\":100,\"cachedContentTokenCount\":40,\"candidatesTokenCount\":15,\"thoughtsTokenCount\":5,\"totalTokenCount\":120},\"modelVersion\":\"m\",\"responseId\":\"r\"";

    public override string StopForLength => "MAX_TOKENS";

    public override string Head() => "";

    public override string Pieces(params string[] pieces) => string.Concat(pieces.Select(piece =>
        $"data: {{\"candidates\":[{{\"content\":{{\"parts\":[{{\"text\":{JsonSerializer.Serialize(piece)}}}],\"role\":\"model\"}},\"index\":0}}],\"usageMetadata\":{{\"promptTokenCount\":100,\"totalTokenCount\":100}}}}\n\n"));

    public override string End(string? stop = null) =>
        $"data: {{\"candidates\":[{{\"content\":{{\"parts\":[{{\"text\":\"\"}}],\"role\":\"model\"}},\"finishReason\":\"{stop ?? "STOP"}\",\"index\":0}}],{Usage}}}\n\n";

    public override string Spent() =>
        "data: {\"candidates\":[{\"content\":{\"parts\":[],\"role\":\"model\"},\"index\":0}]," + Usage + "}\n\n";

    public override string TwoToolCalls() =>
        "data: {\"candidates\":[{\"content\":{\"parts\":["
        + "{\"functionCall\":{\"name\":\"weather\",\"args\":{\"city\":\"Paris\"}},\"thoughtSignature\":\"c2ln\"},"
        + "{\"functionCall\":{\"name\":\"weather\",\"args\":{\"city\":\"Rome\"}}}],\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}],"
        + Usage + "}\n\n";

    public override string? BrokenToolCall() => null;

    public override string? CutToolCall(bool begun) => null;

    public override string Refusal() => "data: {\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"}," + Usage + "}\n\n";

    public override string UnknownEvent() => "event: something.new\ndata: {\"future\":{\"payload\":[1,2,3]}}\n\n";

    public override string ErrorEvent() =>
        "data: {\"error\":{\"code\":503,\"message\":\"The model is overloaded. Please try again later.\",\"status\":\"UNAVAILABLE\"}}\n\n";

    public override string ErrorBody(int status, string message) =>
        $$$$$"""{"error":{"code":{{{{{status}}}}},"message":{{{{{JsonSerializer.Serialize(message)}}}}},"status":"SOME_ERROR"}}""";

    public override string Models() =>
        """{"models":[{"name":"models/model-a","version":"1"},{"name":"models/model-b","version":"1"}]}""";

    public override string ContextLengthBody() =>
        """{"error":{"code":400,"message":"The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}}""";
}
