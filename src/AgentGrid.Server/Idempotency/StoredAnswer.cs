using System.Text.Json;

namespace AgentGrid.Server.Idempotency;

/// <summary>An answer as it is kept for the same request again.</summary>
/// <param name="Headers">Those that belong to the answer: Content-Type, Location, ETag, Set-Cookie.</param>
internal sealed record StoredAnswer(int Status, Dictionary<string, string?[]> Headers, byte[] Body)
{
    private static readonly string[] KeptHeaders = ["Content-Type", "Location", "ETag", "Set-Cookie", "Cache-Control"];

    public static StoredAnswer Of(HttpResponse response, byte[] body) => new(
        response.StatusCode,
        KeptHeaders.Where(response.Headers.ContainsKey).ToDictionary(name => name, name => response.Headers[name].ToArray()),
        body);

    public static StoredAnswer Parse(string json) => JsonSerializer.Deserialize<StoredAnswer>(json)!;

    public string ToJson() => JsonSerializer.Serialize(this);

    public async Task WriteAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = Status;
        foreach (var (name, values) in Headers)
        {
            response.Headers[name] = values;
        }

        await response.Body.WriteAsync(Body, cancellationToken);
    }
}
