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

    /// <summary>
    /// The ids of a text as the model takes them: a start token, those of the prefix and of the text, an end token. A text longer than
    /// the model gives several such windows of like length, one after the other.
    /// </summary>
    /// <param name="prefix">What each window begins with; at most half of it.</param>
    /// <param name="text">The text.</param>
    public IReadOnlyList<int[]> Encode(string prefix, string text)
    {
        var room = _options.MaxTokens - 2;
        var before = Ids(prefix);
        before = before[..Math.Min(before.Length, room / 2)];
        var ids = Ids(text);
        var count = Math.Max(1, (ids.Length + room - before.Length - 1) / (room - before.Length));
        var windows = new int[count][];
        for (int i = 0, start = 0; i < count; i++)
        {
            var length = (ids.Length - start + count - i - 1) / (count - i);
            windows[i] = [_start, .. before, .. ids.AsSpan(start, length), _end];
            start += length;
        }

        return windows;
    }

    private int[] Ids(string text)
    {
        var ids = new List<int>(text.Length / 3);
        foreach (var word in BertWords.Split(text, _options))
        {
            Add(ids, word);
        }

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
