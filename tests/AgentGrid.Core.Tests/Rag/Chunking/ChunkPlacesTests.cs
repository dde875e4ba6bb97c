using AgentGrid.Core.Rag.Chunking;

namespace AgentGrid.Core.Tests.Rag.Chunking;

public sealed class ChunkPlacesTests
{
    [Fact]
    public void Decode_WhatWasEncoded_IsTheSame()
    {
        ChunkPlace[] places =
        [
            new(0, 1, null), new(7, 1, "Guide › Install"), new(20, 2, "Guide › Use"), new(31, null, "Guide"), new(40, 3, "Guide 😀 a"),
            new(50, 3, "Guide 😁 \"b\"\n"), new(60, 4, ""),
        ];

        ChunkPlaces.Decode(ChunkPlaces.Encode(places)).ShouldBe(places);
    }

    [Fact]
    public void Encode_DeepPathsOfManySections_RepeatsNoParents()
    {
        var parents = string.Join(" › ", Enumerable.Repeat(new string('p', 100), 3));
        var places = Enumerable.Range(0, 200).Select(i => new ChunkPlace(i * 4, 1, $"{parents} › {i}")).ToList();

        ChunkPlaces.Encode(places)!.Length.ShouldBeLessThan(200 * 24 + 400);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[[1]]")]
    [InlineData("[[0,1,99,\"a\"]]")]
    [InlineData("[[\"0\",1,0,\"a\"]]")]
    public void Decode_AnythingElse_GivesNone(string? text) => ChunkPlaces.Decode(text).ShouldBeEmpty();

    [Fact]
    public void Encode_None_IsNull() => ChunkPlaces.Encode([]).ShouldBeNull();
}
