using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Retrieval.Keywords;

/// <summary>A term of a query with the forms it takes in the languages of the index.</summary>
/// <param name="Forms">Terms that stand for it; the first is that of the query's own language.</param>
/// <param name="Kind">Where it came from.</param>
/// <param name="Count">How often the query says it.</param>
internal sealed record QueryTerm(List<ulong> Forms, TermKind Kind, int Count)
{
    /// <summary>Two words, or syllables, of the query as one: it helps a chunk that has it, and no chunk need have it.</summary>
    public bool IsJoined { get; init; }
}
