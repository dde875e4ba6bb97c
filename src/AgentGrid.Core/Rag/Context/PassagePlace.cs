using AgentGrid.Core.Rag.Chunking;
using AgentGrid.Knowledge;

namespace AgentGrid.Core.Rag.Context;

/// <summary>
/// Says on which page and under which headings a passage says what was asked for: those of the sentence that fits best, for one
/// passage may hold the text of several slides, sheets or short sections.
/// </summary>
public static class PassagePlace
{
    /// <param name="question">What was asked, or the sentence that cites the passage.</param>
    /// <param name="passage">The passage.</param>
    /// <param name="fileName">Name of its file.</param>
    /// <returns>Page and headings; those of the passage's first new text when nothing in it fits, or all of it lies in one place.</returns>
    public static (int? Page, string? Heading) Of(string question, FilePassage passage, string fileName)
    {
        ArgumentNullException.ThrowIfNull(passage);
        return Find(question, passage, fileName) ?? (passage.Chunk.Page, passage.Chunk.Heading);
    }

    /// <summary>The same; null when nothing in the passage fits, or all of it lies in one place.</summary>
    public static (int? Page, string? Heading)? Find(string question, FilePassage passage, string fileName)
    {
        ArgumentNullException.ThrowIfNull(passage);
        var parts = Parts(passage.Chunk.Text, ChunkPlaces.Decode(passage.Places), fileName);
        var best = parts.Count < 2 || string.IsNullOrWhiteSpace(question)
            ? null
            : SentenceScorer.Score(question, parts, rankPenalty: 0).Where(sentence => sentence.Coverage > 0).MaxBy(sentence => sentence.Score);
        return best is null ? null : (parts[best.Passage].Page, parts[best.Passage].Heading);
    }

    private static List<SourcePassage> Parts(string text, IReadOnlyList<ChunkPlace> places, string fileName)
    {
        var parts = new List<SourcePassage>(places.Count);
        for (var i = 0; i < places.Count; i++)
        {
            var end = i + 1 < places.Count ? places[i + 1].Offset : text.Length;
            if (places[i].Offset >= 0 && places[i].Offset < end && end <= text.Length)
            {
                parts.Add(new SourcePassage(i + 1, text[places[i].Offset..end], fileName, places[i].Heading, places[i].Page));
            }
        }

        return parts;
    }
}
