using System.Collections.Immutable;

namespace AgentGrid.Sessions.Events;

/// <summary>Data of <c>retrieval</c>: the numbered sources that the answer may cite.</summary>
public sealed record RetrievalData(ImmutableArray<Citation> Citations, double TookMs);
