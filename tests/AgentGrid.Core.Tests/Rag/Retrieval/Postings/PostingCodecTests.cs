using AgentGrid.Core.Rag.Retrieval.Postings;

namespace AgentGrid.Core.Tests.Rag.Retrieval.Postings;

public sealed class PostingCodecTests
{
    [Fact]
    public void Read_WhatWasWritten_GivesItBack()
    {
        var random = new Random(7);
        var entries = Enumerable.Range(0, 5_000).Select(_ => (Gap: 1 + random.Next(1 << random.Next(1, 22)), Count: 1 + random.Next(255))).ToList();
        var buffer = new PostingBuffer(0);
        entries.ForEach(entry => buffer.Write(entry.Gap, entry.Count));

        var (at, number, last) = (0, -1, -1);
        foreach (var (gap, count) in entries)
        {
            PostingCodec.Read(buffer.Written, ref at, ref number).ShouldBe(count);
            number.ShouldBe(last + gap);
            last = number;
        }

        at.ShouldBe(buffer.Length);
        PostingCodec.IsWhole(buffer.Written).ShouldBeTrue();
    }

    [Fact]
    public void Write_CommonEntry_TakesOneByte()
    {
        var buffer = new PostingBuffer(0);
        buffer.Write(63, 3);

        buffer.Length.ShouldBe(1);
    }

    [Fact]
    public void Write_CountAboveAByte_Saturates()
    {
        var buffer = new PostingBuffer(0);
        buffer.Write(1, 9_999);
        var (at, number) = (0, -1);

        PostingCodec.Read(buffer.Written, ref at, ref number).ShouldBe(255);
    }

    [Theory]
    [InlineData(new byte[] { 0xFC })]
    [InlineData(new byte[] { 0x03 })]
    [InlineData(new byte[] { 0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    public void IsWhole_BrokenBytes_IsFalse(byte[] bytes) => PostingCodec.IsWhole(bytes).ShouldBeFalse();
}
