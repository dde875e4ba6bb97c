namespace AgentGrid.Core.Rag.Context;

/// <summary>An answer made of quoted sentences.</summary>
/// <param name="Text">The sentences, each followed by its mark, as in "The defence gave up 308 points. [1]".</param>
/// <param name="Sources">Numbers of the passages quoted, ascending, none twice.</param>
/// <param name="Confidence">0 to 1: how much of the question's weight the sentences cover.</param>
/// <param name="IsWeak">They are the closest there is, and may well be about something else.</param>
public sealed record ExtractiveAnswer(string Text, IReadOnlyList<int> Sources, double Confidence, bool IsWeak = false);
