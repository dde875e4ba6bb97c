using AgentGrid.Core.Llm.Tokens;

namespace AgentGrid.Core.Tests.Llm.Tokens;

public sealed class TokenEstimatorTests
{
    // Counts by o200k_base as published tokenisers give them; an estimate may be off, but not by much and rather upwards.
    [Theory]
    [InlineData("Hello, world!", 4)]
    [InlineData("The quick brown fox jumps over the lazy dog.", 10)]
    [InlineData("1234567890", 4)]
    public void Count_KnownTexts_IsNear(string text, int tokens) =>
        TokenEstimator.Count(text, TokenFamily.OpenAi).ShouldBeInRange(tokens - 1, tokens * 2);

    [Fact]
    public void Count_ScriptsWithoutSpaces_IsAboutOneACharacter() =>
        TokenEstimator.Count("日本語の文章です", TokenFamily.OpenAi).ShouldBeInRange(6, 12);

    [Fact]
    public void Count_Empty_IsZero() => TokenEstimator.Count("").ShouldBe(0);

    [Theory]
    [InlineData("Some words, 42 numbers and 文字. ", 100)]
    [InlineData("🎉🎉🎉", 7)]
    [InlineData("x", 50)]
    public void Cut_AnyText_IsTheBeginningThatFits(string part, int tokens)
    {
        var text = string.Concat(Enumerable.Repeat(part, 2_000));
        var cut = TokenEstimator.Cut(text, tokens);

        text.ShouldStartWith(cut);
        TokenEstimator.Count(cut).ShouldBeInRange(tokens / 2, tokens);
        char.IsHighSurrogate(cut[^1]).ShouldBeFalse();
        TokenEstimator.Cut(text, 0).ShouldBeEmpty();
        TokenEstimator.Cut(part, 1_000).ShouldBe(part);
    }

    [Fact]
    public void Count_Grows_WithTheText()
    {
        var text = string.Concat(Enumerable.Repeat("Some words, 42 numbers and 文字. ", 50));
        var last = 0;
        for (var length = 0; length <= text.Length; length += 100)
        {
            var count = TokenEstimator.Count(text.AsSpan(0, length));
            count.ShouldBeGreaterThanOrEqualTo(last);
            last = count;
        }
    }

    [Fact]
    public void Count_RandomTexts_IsTheSumOfTheirRuns()
    {
        string[] parts = ["a", "word", "internationalisation", "x", "Q", "7", "2024", " ", "  ", "\t", "\n", ".", "--", "é", "ß", "文字", "ไทย", "🎉", "\0", "ᴀ", "耀"];
        var random = new Random(7);
        for (var i = 0; i < 3_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => parts[random.Next(parts.Length)]));
            TokenRuns.Tenths(text).ShouldBe(TenthsOneByOne(text), text);
        }

        foreach (var c in Enumerable.Range(0, 0x10000).Select(c => (char)c))
        {
            TokenRuns.Tenths([c]).ShouldBe(TenthsOneByOne($"{c}"), $"{(int)c:x}");
        }

        foreach (var length in Enumerable.Range(1, 300))
        {
            TokenRuns.Tenths(new string('w', length)).ShouldBe(TenthsOneByOne(new string('w', length)));
            TokenRuns.Tenths(new string('4', length)).ShouldBe(TenthsOneByOne(new string('4', length)));
            TokenRuns.Tenths(new string(' ', length)).ShouldBe(TenthsOneByOne(new string(' ', length)));
        }
    }

    /// <summary>What a text counts by definition, a run at a time.</summary>
    private static long TenthsOneByOne(string text)
    {
        long tenths = 0;
        for (var i = 0; i < text.Length;)
        {
            var kind = KindOf(text[i]);
            var end = i + 1;
            while (kind != ' ' - 1 && end < text.Length && KindOf(text[end]) == kind)
            {
                end++;
            }

            var length = end - i;
            tenths += kind switch
            {
                ' ' => length > 1 ? 10 : 0,
                '0' => (length + 2) / 3 * 10,
                'a' => length <= 7 ? 10 : 10 + ((length - 3) * 2),
                _ => text[i] >= 0x2E80 || text[i] is >= (char)0x0E00 and <= (char)0x0EFF ? 11 : text[i] < 0x80 ? 10 : 5,
            };
            i = end;
        }

        return tenths;
    }

    private static char KindOf(char c) =>
        c is ' ' or '\t' ? ' ' : char.IsAsciiLetter(c) ? 'a' : char.IsAsciiDigit(c) ? '0' : (char)(' ' - 1);
}
