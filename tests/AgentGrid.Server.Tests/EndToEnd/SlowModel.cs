using System.Text;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Server.Tests.EndToEnd;

/// <summary>A model that answers word by word at a steady pace.</summary>
internal static class SlowModel
{
    public const int Words = 200;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(4);

    /// <summary>The whole answer.</summary>
    public static string Answer { get; } = string.Concat(Enumerable.Range(1, Words).Select(Word));

    public static FakeReply Reply { get; } = async context =>
    {
        var wire = new OpenAiWire();
        context.Response.ContentType = "text/event-stream";
        await SendAsync(wire.Head());
        for (var word = 1; word <= Words; word++)
        {
            await SendAsync(wire.Pieces(Word(word)));
            await Task.Delay(Pace, TimeProvider.System, context.RequestAborted);
        }

        await SendAsync(wire.End());

        async Task SendAsync(string text)
        {
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    };

    /// <summary>Settings that make it the server's default model.</summary>
    public static string[] Settings(FakeProviderServer provider) =>
    [
        "--AgentGrid:Llm:Providers:slow:Type", "openai-compatible", "--AgentGrid:Llm:Providers:slow:BaseUrl", $"{provider.Address}/v1",
        "--AgentGrid:Llm:Providers:slow:Models:0", "words", "--AgentGrid:Llm:Aliases:default", "slow/words",
    ];

    private static string Word(int number) => $"word{number} ";
}
