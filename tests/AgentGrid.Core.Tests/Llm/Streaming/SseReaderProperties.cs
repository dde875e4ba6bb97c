using System.Text;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Streaming;
using FsCheck;
using FsCheck.Fluent;

namespace AgentGrid.Core.Tests.Llm.Streaming;

/// <summary>What holds for any events, in any line ends, cut into any pieces.</summary>
public sealed class SseReaderProperties
{
    private static readonly Gen<string> Texts =
        from count in Gen.Choose(1, 12)
        from pieces in Gen.ArrayOf(Gen.Elements("word", " ", "é", "日本", "🚀", "{\"a\":1}", ":", "data:", "\u2028", "x"), count)
        select string.Concat(pieces);

    private static readonly Gen<Case> Cases =
        from count in Gen.Choose(0, 20)
        from events in Gen.ArrayOf(Texts, count)
        from lineEnd in Gen.Elements("\n", "\r\n", "\r")
        from comments in Gen.Elements("", ": ping", ":")
        from sizes in Gen.ArrayOf(Gen.Choose(1, 40), 8)
        select new Case(events, lineEnd, comments, sizes);

    [Fact]
    public void Read_AnyEventsInAnyPieces_GivesThemBack() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Cases.ToArbitrary(), sample =>
            ReadAsync(new PiecewiseStream(sample.Bytes(), sample.Sizes)).GetAwaiter().GetResult().SequenceEqual(sample.Events)));

    [Fact]
    public void Read_CutAnywhere_GivesOnlyWholeEvents() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Cases.ToArbitrary(), sample =>
        {
            var bytes = sample.Bytes();
            var read = ReadAsync(new PiecewiseStream(bytes[..(bytes.Length * sample.Sizes[0] / 41)], sample.Sizes)).GetAwaiter().GetResult();
            return read.SequenceEqual(sample.Events.Take(read.Count));
        }));

    [Fact]
    public async Task Read_EventWithoutEnd_StopsAtTheLimit()
    {
        var endless = new PiecewiseStream(Encoding.UTF8.GetBytes("data: " + new string('x', SseReader.MaxEventBytes + 1_000_000)), [65_536]);

        (await Should.ThrowAsync<LlmException>(() => ReadAsync(endless))).Code.ShouldBe(LlmErrorCodes.Protocol);
    }

    private static async Task<List<string>> ReadAsync(Stream stream)
    {
        var read = new List<string>();
        await foreach (var item in SseReader.ReadAsync(stream, (_, data) => Encoding.UTF8.GetString(data), default))
        {
            read.Add(item.Data);
        }

        return read;
    }

    private sealed record Case(string[] Events, string LineEnd, string Comment, int[] Sizes)
    {
        public byte[] Bytes()
        {
            var text = new StringBuilder();
            foreach (var data in Events)
            {
                text.Append(Comment).Append(Comment.Length > 0 ? LineEnd : "")
                    .Append("event: any").Append(LineEnd).Append("data: ").Append(data).Append(LineEnd).Append(LineEnd);
            }

            return Encoding.UTF8.GetBytes(text.ToString());
        }
    }
}
