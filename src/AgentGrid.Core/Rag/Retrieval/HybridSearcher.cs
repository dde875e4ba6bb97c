using AgentGrid.Agents;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Retrieval.Keywords;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>Runs the arms of a search over one state of an index, fuses them and chooses the hits.</summary>
internal sealed class HybridSearcher(ITextEmbedder embedder)
{
    private const int MinCandidates = 128;
    private const int CandidatesPerHit = 4;

    // A trained model sees meaning. The built-in vectors see the same letters as the keywords, and add most where words are
    // not stemmed as well as in English, but little where keywords are characters in a row themselves.
    private const double TrainedVectors = 0.5;
    private const double NgramVectors = 0.4;
    private const double LessNgramVectors = 0.25;

    /// <summary>
    /// Searches for a text; where that is a message whose whole finds nothing of its kind, for the part of it that fits best as
    /// well. The surer answer counts.
    /// </summary>
    public async ValueTask<KnowledgeMatches> SearchAsync(
        IndexState state, KnowledgeSearch search, CancellationToken cancellationToken)
    {
        var whole = await SearchTextAsync(state, search, cancellationToken);
        if (!search.IsMessage || !whole.IsOffTopic || BestPart(state, search.Text) is not { } best)
        {
            return whole;
        }

        var part = await SearchTextAsync(state, search with { Text = best }, cancellationToken);
        return part.Confidence > whole.Confidence ? part : whole;
    }

    /// <summary>
    /// The part of a message of whose words some chunk holds most, by score over the root of the best there could be: a long part
    /// is not best for its length, nor a short one for its shortness.
    /// </summary>
    private static string? BestPart(IndexState state, string message)
    {
        string? best = null;
        var bestFit = 0.0;
        foreach (var part in state.Files.IsEmpty ? [] : QuestionParts.Of(message))
        {
            using var scores = state.Keywords.Score(KeywordQuery.Parse(part, state.Languages), state.Repeats);
            var fit = scores.Top(1) is [var top] && scores.Ideal > 0 ? top.Score / Math.Sqrt(scores.Ideal) : 0;
            if (fit > bestFit)
            {
                (best, bestFit) = (part, fit);
            }
        }

        return best;
    }

    private async ValueTask<KnowledgeMatches> SearchTextAsync(
        IndexState state, KnowledgeSearch search, CancellationToken cancellationToken)
    {
        if (state.Files.IsEmpty || string.IsNullOrWhiteSpace(search.Text) || search.TopK <= 0)
        {
            return KnowledgeMatches.None;
        }

        // What has no letter has no meaning to look for: it is found where it stands itself, or not at all.
        if (!HasWord(search.Text))
        {
            search = search with { Mode = SearchMode.Keyword };
        }

        var vectorWeight = VectorWeight(search.Text, state);
        var count = Math.Max(MinCandidates, search.TopK * CandidatesPerHit);
        using var scores = search.Mode == SearchMode.Vector
            ? null
            : state.Keywords.Score(KeywordQuery.Parse(search.Text, state.Languages), state.Repeats);
        var keywords = scores is null
            ? null
            : new ArmScores(scores.Top(count), scores.ScoreOf, scores.Ideal, Background: 0, 1 - vectorWeight);
        var vectors = search.Mode == SearchMode.Keyword
            ? null
            : await VectorsAsync(state, search, count, vectorWeight, keywords, cancellationToken);
        var fused = ScoreFusion.Fuse(keywords, vectors);
        fused.RemoveAll(chunk => !state.ByNumber.ContainsKey(chunk.Key.File));
        var chosen = HitSelection.Select(fused, search.TopK, search.MinScore, state.SketchOf, state.ContentOf);
        return new KnowledgeMatches(
            [.. chosen.Select(chunk => ToHit(state, chunk))],
            fused.Count > 0 ? Math.Round(fused[0].Score, 4) : 0);
    }

    private static bool HasWord(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (System.Text.Rune.IsLetterOrDigit(rune))
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<ArmScores> VectorsAsync(
        IndexState state, KnowledgeSearch search, int count, double weight, ArmScores? keywords, CancellationToken cancellationToken)
    {
        var embeddings = await embedder.EmbedAsync([search.Text], EmbeddingPurpose.Query, search.Usage, cancellationToken);
        ChunkKey[] also = keywords is null ? [] : [.. keywords.Hits.Select(hit => hit.Key)];
        var matches = await state.Vectors.SearchAsync(embeddings[0], count, also, cancellationToken);
        var scores = new Dictionary<ChunkKey, float>(matches.Hits.Count + also.Length);
        for (var i = 0; i < also.Length; i++)
        {
            scores[also[i]] = matches.Also[i];
        }

        foreach (var hit in matches.Hits)
        {
            scores[hit.Key] = hit.Score;
        }

        return new ArmScores(
            matches.Hits, key => scores.GetValueOrDefault(key), matches.Ideal, matches.Background, weight);
    }

    private double VectorWeight(string text, IndexState state)
    {
        if (embedder is not NgramEmbedder)
        {
            return TrainedVectors;
        }

        var language = LanguageDetector.Detect(text);
        if (language == TextLanguage.Unknown)
        {
            language = state.Languages is [var main, ..] ? main : TextLanguage.English;
        }

        return language == TextLanguage.English || TextLanguages.IsInGrams(language) ? LessNgramVectors : NgramVectors;
    }

    private static KnowledgeHit ToHit(IndexState state, in FusedChunk chunk)
    {
        var file = state.ByNumber[chunk.Key.File];
        return new KnowledgeHit(
            file.Id, file.Version, chunk.Key.Ordinal, Math.Round(chunk.Score, 4), chunk.VectorRank, chunk.KeywordRank);
    }
}
