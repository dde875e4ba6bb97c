using System.Collections.Immutable;
using AgentGrid.Knowledge;
using AgentGrid.Sessions;

namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>What a turn found in the agent's files.</summary>
/// <param name="Citations">The numbered sources, best first.</param>
/// <param name="Surroundings">The chunks of the sources and those around them; empty where the prompt shows no more than was found.</param>
/// <param name="Confidence">Share of the question that the best passage covers, 0 to 1.</param>
internal sealed record FoundSources(
    ImmutableArray<Citation> Citations, ImmutableArray<FilePassage> Surroundings, double Confidence);
