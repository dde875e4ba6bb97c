namespace AgentGrid.Core.Rag.Context;

/// <summary>A passage of the knowledge as shown to a model and to the reader.</summary>
/// <param name="Number">The number it is cited by, from 1, as in <c>[1]</c>.</param>
/// <param name="Text">Exact text of the passage.</param>
/// <param name="FileName">Name of the file it is from.</param>
/// <param name="Heading">Headings above it, outermost first, parted by " › ".</param>
/// <param name="Page">Page it starts on, from 1.</param>
/// <param name="Score">What the search says of it, 0 to 1: the best passage's is the share of the question that it covers.</param>
public sealed record SourcePassage(
    int Number, string Text, string? FileName = null, string? Heading = null, int? Page = null, double Score = 1);
