using System.Collections.Immutable;

namespace AgentGrid.Sessions.Events;

/// <summary>Data of <c>retrieval</c>: the numbered sources that the answer may cite.</summary>
/// <param name="TookMs">Milliseconds that finding them took, with the calls that this needed.</param>
/// <param name="Confidence">
/// Share of the question that the best passage covers, 0 to 1; below a third the files most likely do not answer it.
/// </param>
public sealed record RetrievalData(ImmutableArray<Citation> Citations, double TookMs, double? Confidence = null);
