using System.Text.Json;

namespace AgentGrid.Testing.Llm;

/// <summary>Answers as OpenAI's embeddings do, with vectors that a test makes of the texts it is asked for.</summary>
public static class EmbeddingWire
{
    /// <summary>One vector for each text; what <paramref name="vector"/> gives is written as JSON.</summary>
    public static FakeReply Vectors(Func<string, object?> vector) => async context =>
    {
        using var request = JsonDocument.Parse((string)context.Items[FakeProviderServer.BodyItem]!);
        var data = request.RootElement.GetProperty("input").EnumerateArray()
            .Select((text, index) => new { @object = "embedding", index, embedding = vector(text.GetString()!) });
        await FakeReplies.Json(JsonSerializer.Serialize(new { @object = "list", data, usage = new { prompt_tokens = 1, total_tokens = 1 } }))(context);
    };

    /// <summary>A vector of length 1 that depends on the text.</summary>
    public static float[] Unit(string text, int length)
    {
        var vector = new float[length];
        foreach (var letter in text)
        {
            vector[letter % length]++;
        }

        var norm = MathF.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => value / norm)];
    }

    /// <summary>Numbers that are no 32-bit ones: read, each is infinite.</summary>
    public static double[] Infinite(int length) => [.. Enumerable.Repeat(1e39, length)];
}
