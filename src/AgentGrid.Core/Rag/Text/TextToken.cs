namespace AgentGrid.Core.Rag.Text;

/// <summary>One term found in a text.</summary>
/// <param name="Term">Its <see cref="TermHash"/> after folding and stemming.</param>
/// <param name="Kind">Where it came from.</param>
/// <param name="Position">Number of the word in the text, from 0; parts and wholes of one word share it.</param>
/// <param name="Start">First character in the text.</param>
/// <param name="Length">Characters covered.</param>
internal readonly record struct TextToken(ulong Term, TermKind Kind, int Position, int Start, int Length);
