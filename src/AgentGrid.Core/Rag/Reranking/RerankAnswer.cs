using System.ComponentModel;

namespace AgentGrid.Core.Rag.Reranking;

/// <summary>What a model is asked to answer.</summary>
/// <param name="Ranking">Numbers of passages, from 1.</param>
internal sealed record RerankAnswer([property: Description("Numbers of the passages that help, the most helpful first.")] int[] Ranking);
