namespace AgentGrid.Core.Rag.Reranking;

/// <summary>A passage to be judged.</summary>
/// <param name="Text">The passage.</param>
/// <param name="FileName">The file it stands in.</param>
/// <param name="Heading">The headings above it, if any.</param>
public sealed record RerankPassage(string Text, string FileName, string? Heading);
