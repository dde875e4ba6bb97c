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
}
