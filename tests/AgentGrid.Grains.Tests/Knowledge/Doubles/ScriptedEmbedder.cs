using System.Collections.Concurrent;
using AgentGrid.Core.Rag.Embeddings;

namespace AgentGrid.Grains.Tests.Knowledge.Doubles;

/// <summary>Gives one byte for each text and remembers what it was asked; a test can hold it up or let it fail.</summary>
internal sealed class ScriptedEmbedder : ITextEmbedder
{
    private int _calls;

    public string Model { get; set; } = "test/one-byte";

    public int Dimensions => 1;

    public ConcurrentQueue<string> Texts { get; } = new();

    /// <summary>Awaited by each call, with its number from 1.</summary>
    public Func<int, CancellationToken, Task> BeforeAnswer { get; set; } = (_, _) => Task.CompletedTask;

    public async ValueTask<IReadOnlyList<byte[]>> EmbedAsync(IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default)
    {
        await BeforeAnswer(Interlocked.Increment(ref _calls), cancellationToken);
        foreach (var text in texts)
        {
            Texts.Enqueue(text);
        }

        return [.. texts.Select(text => new[] { (byte)text.Length })];
    }
}
