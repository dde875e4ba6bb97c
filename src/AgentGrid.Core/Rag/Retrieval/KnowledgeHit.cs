namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>A chunk that a search found.</summary>
/// <param name="FileId">Its file.</param>
/// <param name="Version">The form of the file that was indexed.</param>
/// <param name="Ordinal">Position in the file, from 0.</param>
/// <param name="Score">0 to 1: see <see cref="KnowledgeMatches.Confidence"/>.</param>
/// <param name="VectorRank">Rank among the vector arm's candidates, from 1; null when it is not one.</param>
/// <param name="KeywordRank">Rank among the keyword arm's candidates, from 1; null when it is not one.</param>
public sealed record KnowledgeHit(string FileId, int Version, int Ordinal, double Score, int? VectorRank, int? KeywordRank);
