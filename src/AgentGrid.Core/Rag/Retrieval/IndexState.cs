using System.Collections.Immutable;
using System.Numerics.Tensors;
using AgentGrid.Core.Rag.Retrieval.Keywords;
using AgentGrid.Core.Rag.Retrieval.Vectors;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>Everything a search reads, as of one moment: files and both arms change together by swapping this.</summary>
internal sealed class IndexState
{
    // Languages of fewer chunks than this share are not tried for a query in another language.
    private const double LeastShare = 0.1;
    private const int MostLanguages = 3;

    private readonly ImmutableArray<int> _chunksByLanguage;
    private RepeatedChunks? _repeats;

    private IndexState(
        ImmutableDictionary<string, IndexedFile> files,
        ImmutableDictionary<int, IndexedFile> byNumber,
        ImmutableArray<int> chunksByLanguage,
        KeywordReader keywords,
        IVectorReader vectors)
    {
        Files = files;
        ByNumber = byNumber;
        _chunksByLanguage = chunksByLanguage;
        Keywords = keywords;
        Vectors = vectors;
        Languages = MainLanguages(chunksByLanguage);
    }

    public ImmutableDictionary<string, IndexedFile> Files { get; }

    public ImmutableDictionary<int, IndexedFile> ByNumber { get; }

    public KeywordReader Keywords { get; }

    public IVectorReader Vectors { get; }

    /// <summary>The main languages of the chunks, most first.</summary>
    public IReadOnlyList<TextLanguage> Languages { get; }

    public static IndexState Empty(KeywordReader keywords, IVectorReader vectors) => new(
        ImmutableDictionary<string, IndexedFile>.Empty,
        ImmutableDictionary<int, IndexedFile>.Empty,
        [.. new int[TextLanguages.Count]],
        keywords,
        vectors);

    /// <summary>The state with files taken out and others put in.</summary>
    public IndexState With(
        IEnumerable<IndexedFile> added, IEnumerable<IndexedFile> removed, KeywordReader keywords, IVectorReader vectors)
    {
        var files = Files.ToBuilder();
        var byNumber = ByNumber.ToBuilder();
        var counts = _chunksByLanguage.ToArray();
        foreach (var file in removed)
        {
            files.Remove(file.Id);
            byNumber.Remove(file.Number);
            TensorPrimitives.Subtract<int>(counts, file.Languages, counts);
        }

        foreach (var file in added)
        {
            files[file.Id] = file;
            byNumber[file.Number] = file;
            TensorPrimitives.Add<int>(counts, file.Languages, counts);
        }

        return new IndexState(files.ToImmutable(), byNumber.ToImmutable(), [.. counts], keywords, vectors);
    }

    /// <summary>Chunks whose text stands in another one, too; looked for by the first search of this state.</summary>
    public RepeatedChunks Repeats => LazyInitializer.EnsureInitialized(ref _repeats, () => Keywords.RepeatsAmong(ByNumber.Values.OrderBy(file => file.Number)));

    /// <summary>What only chunks of the same text have in common; 0 for none.</summary>
    public ulong ContentOf(ChunkKey key) =>
        ByNumber.TryGetValue(key.File, out var file) && key.Ordinal < file.Contents.Length ? file.Contents[key.Ordinal] : 0;

    public ulong SketchOf(ChunkKey key) =>
        ByNumber.TryGetValue(key.File, out var file) && key.Ordinal < file.Sketches.Length ? file.Sketches[key.Ordinal] : 0;

    private static TextLanguage[] MainLanguages(ImmutableArray<int> counts)
    {
        // Chunks of no known language are stemmed as English.
        counts = counts.SetItem((int)TextLanguage.English, counts[(int)TextLanguage.English] + counts[(int)TextLanguage.Unknown]);
        var all = counts.Skip(1).Sum();
        return
        [
            .. counts
                .Select((count, language) => (Count: count, Language: (TextLanguage)language))
                .Skip(1)
                .Where(pair => pair.Count > 0 && pair.Count >= all * LeastShare)
                .OrderByDescending(pair => pair.Count)
                .Take(MostLanguages)
                .Select(pair => pair.Language),
        ];
    }
}
