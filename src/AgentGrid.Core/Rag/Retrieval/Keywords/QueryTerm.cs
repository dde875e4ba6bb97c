using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Retrieval.Keywords;

/// <summary>A term of a query with the forms it takes in the languages of the index.</summary>
/// <param name="Forms">Terms that stand for it; the first is that of the query's own language.</param>
/// <param name="Kind">Where it came from.</param>
/// <param name="Count">How often the query says it.</param>
internal sealed record QueryTerm(List<ulong> Forms, TermKind Kind, int Count)
{
    /// <summary>
    /// It helps a chunk that has it, and no chunk need have it: two words, or syllables, of the query as one, and the word that
    /// only asks in "how long".
    /// </summary>
    public bool IsOptional { get; init; }

    /// <summary>It names one thing, and no other word stands for it: a number, or a word of which <see cref="Capitals"/> say so.</summary>
    public bool IsName { get; init; }

    /// <summary>It is the number of a code such as SKU-9999: where it does not stand, nothing is said of what was asked.</summary>
    public bool IsCode { get; init; }
}
