using System.Security.Cryptography;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Retrieval.Postings;

namespace AgentGrid.Core.Tests.Rag.Embeddings;

public sealed class NgramEmbedderTests
{
    [Fact]
    public async Task Embed_KnownText_GivesTheBytesOfThisVersion()
    {
        // Stored vectors depend on these bytes: when they change, NgramEmbedder.ModelName must change too.
        var bytes = (await new NgramEmbedder().EmbedAsync(["The library opened in 1921. 图书馆 ห้องสมุด 도서관"], EmbeddingPurpose.Document))[0];

        Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe("1c14283466561bdef4666c75789f839b8e66f2e5af0f2735fa871223c184237c");
        NgramEmbedder.ModelName.ShouldBe("builtin/ngram-v1");
    }

    [Fact]
    public void Count_CaseWidthAndPunctuation_MakeNoDifference() =>
        new NgramCounter().Count("Ｌibrary -- OPENS!").ToArray().ShouldBe(new NgramCounter().Count("library opens").ToArray());

    [Fact]
    public void Count_LongText_DoesNotDependOnBatches()
    {
        var text = string.Concat(Enumerable.Repeat("word after word ", 2_000));

        new NgramCounter().Count(text).ToArray().Count(count => count > 0).ShouldBeLessThan(40, "no gram is cut at a batch border");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public async Task Embed_NoText_IsAnEmptyVector(string text)
    {
        var bytes = (await new NgramEmbedder().EmbedAsync([text], EmbeddingPurpose.Query))[0];

        EmbeddingCodec.TryReadSparse(bytes, out var pairs).ShouldBeTrue();
        PostingCodec.IsWhole(pairs).ShouldBeTrue();
        pairs.Length.ShouldBe(0);
    }

    [Fact]
    public void Dense_RoundTrip_IsExact()
    {
        float[] vector = [0, -1.5f, float.MaxValue, 1e-30f];
        var back = new float[4];

        EmbeddingCodec.TryReadDense(EmbeddingCodec.FromDense(vector), back).ShouldBeTrue();
        back.ShouldBe(vector);
        EmbeddingCodec.TryReadDense(EmbeddingCodec.FromDense(vector), new float[3]).ShouldBeFalse();
    }
}
