using System.Text;
using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>Measures the heap, so nothing else may run beside it.</summary>
[Collection(nameof(AloneCollection))]
public sealed class MemoryTests
{
    [Fact]
    public void Extract_HundredMegabytesOfText_StaysSmallInMemory()
    {
        var line = Encoding.UTF8.GetBytes("The quick brown fox jumps over the lazy dog, again and again.\n\n");
        var source = new ExtractionSource("big.txt", 100_000_000, () => new RepeatingStream(line, 100_000_000));
        long chars = 0, peak = 0;
        var before = GC.GetTotalMemory(forceFullCollection: true);

        foreach (var block in new DocumentExtractor(new ExtractionOptions(), TimeProvider.System).Extract(source))
        {
            chars += block.Text.Length;
            if (chars % 20_000_000 < block.Text.Length)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        chars.ShouldBe(100_000_000);
        peak.ShouldBeLessThan(4_000_000);
    }
}
