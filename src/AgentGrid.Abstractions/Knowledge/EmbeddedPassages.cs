using System.Collections.Immutable;

namespace AgentGrid.Knowledge;

/// <summary>Vectors of passages.</summary>
/// <param name="Vectors">In the embedder's own encoding, in the order of the texts.</param>
/// <param name="Model">The model that made them.</param>
/// <param name="Dimensions">Their length.</param>
/// <param name="AreCached">Whether the embedding cache has them, too.</param>
[GenerateSerializer, Immutable, Alias("embedded-passages")]
public sealed record EmbeddedPassages(
    [property: Id(0)] ImmutableArray<ImmutableArray<byte>> Vectors,
    [property: Id(1)] string Model,
    [property: Id(2)] int Dimensions,
    [property: Id(3)] bool AreCached);
