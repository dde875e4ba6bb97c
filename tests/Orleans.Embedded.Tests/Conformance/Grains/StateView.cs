namespace Orleans.Embedded.Tests.Conformance.Grains;

[GenerateSerializer, Immutable, Alias("conformance-state-view")]
public sealed record StateView(
    [property: Id(0)] string Text, [property: Id(1)] string? Etag, [property: Id(2)] bool Exists);
