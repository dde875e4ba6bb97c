using System.Security.Cryptography;
using System.Text;
using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Rag.Chunking;

/// <summary>
/// Cuts a stream of blocks into chunks along the document's structure. It holds a few thousand characters at a time,
/// whatever the document's length, and is deterministic: the same blocks give the same chunks.
/// </summary>
public sealed class Chunker
{
    private readonly ChunkingOptions _options;

    /// <summary>A chunker for the given options; throws <see cref="ArgumentException"/> when they make no sense.</summary>
    public Chunker(ChunkingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        _options = options;
    }

    /// <summary>
    /// The chunks of a document, lazily. Together they cover every character that is not white space; none exceeds
    /// <see cref="ChunkingOptions.MaxChars"/>; no surrogate pair is split.
    /// </summary>
    public IEnumerable<TextChunk> Chunk(IEnumerable<Block> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        var walk = new ChunkWalk(_options);
        foreach (var block in blocks)
        {
            walk.Add(block);
            while (walk.TryCut(ended: false) is { } chunk)
            {
                yield return chunk;
            }
        }

        while (walk.TryCut(ended: true) is { } chunk)
        {
            yield return chunk;
        }
    }

    internal static string HashOf(ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var bytes = System.Buffers.ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, bytes);
        SHA256.HashData(bytes.AsSpan(0, length), hash);
        System.Buffers.ArrayPool<byte>.Shared.Return(bytes);
        return Convert.ToHexStringLower(hash);
    }
}
