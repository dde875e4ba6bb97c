using System.Collections.Concurrent;
using AgentGrid.Core.Rag.Embeddings;

namespace AgentGrid.Grains.Tests.Knowledge.Doubles;

/// <summary>Dense vectors from letter counts, under a name of its own; remembers the passages it was given.</summary>
internal sealed class DenseEmbedder(string model, int dimensions) : ITextEmbedder
{
    private int _calls;

    public string Model => model;

    public int Dimensions => dimensions;

    /// <summary>Passages embedded; questions are not among them.</summary>
    public ConcurrentQueue<string> Passages { get; } = new();

    /// <summary>Awaited by each call for passages, with its number from 1.</summary>
    public Func<int, CancellationToken, Task> BeforeAnswer { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Awaited by each call for a question.</summary>
    public Func<Task> BeforeQuestion { get; set; } = () => Task.CompletedTask;

    public async ValueTask<IReadOnlyList<byte[]>> EmbedAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default)
    {
        if (purpose == EmbeddingPurpose.Document)
        {
            await BeforeAnswer(Interlocked.Increment(ref _calls), cancellationToken);
            foreach (var text in texts)
            {
                Passages.Enqueue(text);
            }
        }
        else
        {
            await BeforeQuestion();
        }

        return [.. texts.Select(Vector)];
    }

    private byte[] Vector(string text)
    {
        var vector = new float[dimensions];
        foreach (var letter in text)
        {
            vector[letter % dimensions]++;
        }

        return EmbeddingCodec.FromDense(vector);
    }
}
