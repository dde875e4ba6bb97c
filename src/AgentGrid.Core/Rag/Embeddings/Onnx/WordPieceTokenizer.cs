namespace AgentGrid.Core.Rag.Embeddings.Onnx;

/// <summary>
/// Cuts words into the longest pieces that a vocabulary has, from left to right; pieces inside a word are written with
/// <c>##</c>. A word with a part that the vocabulary lacks is unknown as a whole. Thread-safe.
/// </summary>
internal sealed class WordPieceTokenizer
{
    // As the reference does: nobody writes such words, and trying all their pieces would cost the square of their length.
    private const int LongestWord = 100;
    private const string Inside = "##";

    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byPiece;
    private readonly BertOptions _options;
    private readonly int _unknown;
    private readonly int _start;
    private readonly int _end;

    /// <param name="vocabulary">The pieces; the place of each is its id.</param>
    /// <param name="options">How text is read.</param>
    /// <exception cref="FormatException">A special token is not in the vocabulary.</exception>
    public WordPieceTokenizer(IEnumerable<string> vocabulary, BertOptions options)
    {
        _options = options;
        _ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (id, piece) in vocabulary.Index())
        {
            _ids.TryAdd(piece, id);
        }

        _byPiece = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        (_unknown, _start, _end) = (Special(options.Unknown), Special(options.Start), Special(options.End));
        Padding = Special(options.Padding);
    }

    /// <summary>Id of what fills a batch's shorter rows.</summary>
    public int Padding { get; }

    /// <summary>The ids of a text between the start and the end token, cut off at the model's length.</summary>
    public int[] Encode(string text)
    {
        var ids = new List<int>(Math.Min(_options.MaxTokens, 2 + (text.Length / 3))) { _start };
        foreach (var word in BertWords.Split(text, _options))
        {
            Add(ids, word);
            if (ids.Count >= _options.MaxTokens)
            {
                ids.RemoveRange(_options.MaxTokens - 1, ids.Count - _options.MaxTokens + 1);
                break;
            }
        }

        ids.Add(_end);
        return [.. ids];
    }

    private void Add(List<int> ids, string word)
    {
        var first = ids.Count;
        Span<char> piece = stackalloc char[Inside.Length + LongestWord];
        Inside.CopyTo(piece);
        for (var at = 0; at < word.Length;)
        {
            var length = word.Length > LongestWord ? 0 : word.Length - at;
            for (; length > 0; length--)
            {
                word.AsSpan(at, length).CopyTo(piece[Inside.Length..]);
                if (_byPiece.TryGetValue(at == 0 ? piece.Slice(Inside.Length, length) : piece[..(Inside.Length + length)], out var id))
                {
                    ids.Add(id);
                    break;
                }
            }

            if (length == 0)
            {
                ids.RemoveRange(first, ids.Count - first);
                ids.Add(_unknown);
                return;
            }

            at += length;
        }
    }

    private int Special(string token) => _ids.TryGetValue(token, out var id)
        ? id
        : throw new FormatException($"The vocabulary has no '{token}'.");
}
