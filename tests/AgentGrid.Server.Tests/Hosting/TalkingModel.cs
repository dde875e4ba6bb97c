using System.Text.Json;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Server.Tests.Hosting;

/// <summary>A model behind a real socket that answers by what its system prompt asks for.</summary>
internal sealed class TalkingModel : IAsyncDisposable
{
    private const int Dimensions = 64;

    private static readonly OpenAiWire Wire = new();
    private readonly List<(string Part, string Answer)> _answers;
    private FakeProviderServer _provider = null!;

    /// <param name="answers">The answer to a request whose body holds the part; the first that fits.</param>
    private TalkingModel(params (string Part, string Answer)[] answers) => _answers = [.. answers];

    /// <summary>Arguments of a server that uses the model as its default.</summary>
    public string[] Settings =>
    [
        "--AgentGrid:Llm:Providers:fake:Type", "openai-compatible", "--AgentGrid:Llm:Providers:fake:BaseUrl", _provider.Address + "/v1",
        "--AgentGrid:Llm:Providers:fake:Models:0", "m", "--AgentGrid:Llm:Aliases:default", "fake/m",
    ];

    /// <summary>Further arguments of a server that embeds with it too.</summary>
    public static string[] EmbeddingSettings { get; } =
    [
        "--AgentGrid:Llm:Providers:fake:EmbeddingModels:0", "e",
        "--AgentGrid:Embeddings:Model", "fake/e", "--AgentGrid:Embeddings:Dimensions", $"{Dimensions}",
    ];

    /// <summary>The texts it was asked to embed so far.</summary>
    public IReadOnlyList<string> Embedded =>
    [
        .. _provider.Requests.Where(request => request.Path.EndsWith("/embeddings", StringComparison.Ordinal))
            .SelectMany(request => request.Json.GetProperty("input").EnumerateArray()).Select(text => text.GetString()!),
    ];

    /// <summary>The bodies of the chat requests so far, in order.</summary>
    public IReadOnlyList<JsonElement> Asked =>
        [.. _provider.Requests.Where(request => request.Path.EndsWith("/chat/completions", StringComparison.Ordinal)).Select(request => request.Json)];

    /// <summary>All requests so far.</summary>
    public int Requests => _provider.Requests.Count;

    public static async Task<TalkingModel> StartAsync(params (string Part, string Answer)[] answers)
    {
        var model = new TalkingModel(answers);
        model._provider = await FakeProviderServer.StartAsync(model.AnswerAsync);
        return model;
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    /// <summary>The text of all messages of a request.</summary>
    public static string TextOf(JsonElement request) => string.Join(
        '\n', request.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content").ToString()));

    private Task AnswerAsync(Microsoft.AspNetCore.Http.HttpContext context)
    {
        var request = _provider.Requests[^1];
        if (request.Path.EndsWith("/embeddings", StringComparison.Ordinal))
        {
            return FakeReplies.Json(Vectors(request.Json.GetProperty("input")))(context);
        }

        if (!request.Path.EndsWith("/chat/completions", StringComparison.Ordinal))
        {
            return FakeReplies.Error(404, "{}")(context);
        }

        var text = TextOf(request.Json);
        var answer = _answers.First(answer => text.Contains(answer.Part, StringComparison.Ordinal)).Answer;
        return FakeReplies.Stream(Wire.Text(answer))(context);
    }

    // A word is a place in the vector, so texts with the same words are near.
    private static string Vectors(JsonElement texts) => JsonSerializer.Serialize(new
    {
        data = texts.EnumerateArray().Select((text, index) => new { index, embedding = Vector(text.GetString()!) }),
        usage = new { prompt_tokens = 1, total_tokens = 1 },
    });

    private static float[] Vector(string text)
    {
        var vector = new float[Dimensions];
        foreach (var word in text.ToLowerInvariant().Split(" .,?!\n#".ToCharArray(), StringSplitOptions.RemoveEmptyEntries))
        {
            vector[word.Aggregate(7, (hash, c) => (hash * 31 + c) & 0xFFFF) % Dimensions]++;
        }

        return vector;
    }
}
