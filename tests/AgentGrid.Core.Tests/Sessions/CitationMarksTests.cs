using AgentGrid.Core.Sessions;
using FsCheck;
using FsCheck.Fluent;

namespace AgentGrid.Core.Tests.Sessions;

public sealed class CitationMarksTests
{
    [Theory]
    [InlineData("It closes at six. [1]", "It closes at six. [1]")]
    [InlineData("Both say so [1, 3].", "Both say so [1][3].")]
    [InlineData("Both say so [1][3].", "Both say so [1][3].")]
    [InlineData("Invented [7].", "Invented .")]
    [InlineData("Half invented [2, 7].", "Half invented [2].")]
    [InlineData("Zero [0].", "Zero .")]
    [InlineData("A year [2024] and a list [ ] and a [link](x).", "A year [2024] and a list [ ] and a [link](x).")]
    [InlineData("Inline `a[7]` stays, [7] goes.", "Inline `a[7]` stays,  goes.")]
    [InlineData("```\na[7] = `b[8]`\n```\n[7]", "```\na[7] = `b[8]`\n```\n")]
    [InlineData("A lone ` tick.\n\nThen [7].", "A lone ` tick.\n\nThen .")]
    [InlineData("Line\n`\n[7]` [7]", "Line\n`\n[7]` ")]
    [InlineData("Open at the end [1", "Open at the end [1")]
    [InlineData("[[1]]", "[[1]]")]
    public void Push_Text_KeepsOnlyMarksOfSourcesThatExist(string text, string shown) => Filter(text, 3).Shown.ShouldBe(shown);

    [Fact]
    public void Push_NoSources_TextPassesUnchanged() => Filter("x[9] [1] [2, 3]", 0).Shown.ShouldBe("x[9] [1] [2, 3]");

    [Fact]
    public void Push_MarksUnwanted_AllGo() => Filter("Six. [1] Seven [2, 3].", 3, remove: true).Shown.ShouldBe("Six.  Seven .");

    [Fact]
    public void Cited_IsWhatWasCited() => Filter("[3] [1, 9] [8]", 3).Cited.ShouldBe([1, 3], ignoreOrder: true);

    [Fact]
    public void Push_PieceWithoutAMark_IsPassedOnAtOnce()
    {
        var marks = new CitationMarks(3, remove: false);

        marks.Push("plain ").ShouldBe("plain ");
        marks.Push("text [").ShouldBe("text ");
        marks.Push("2").ShouldBe("");
        marks.Push("] on").ShouldBe("[2] on");
    }

    [Fact]
    public void Push_AnyPieces_ShowTheSameText()
    {
        var texts =
            from count in Gen.Choose(0, 30)
            from parts in Gen.ArrayOf(Gen.Elements("[1]", "[9]", "[1, 2]", "[", "]", "`", "```", "\n", "word ", "12", ",", " ", "[2024]"), count)
            from size in Gen.Choose(1, 9)
            select (Text: string.Concat(parts), Size: size);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(texts.ToArbitrary(), sample =>
            Filter(sample.Text, 3).Shown == Filter(sample.Text, 3, pieceSize: sample.Size).Shown));
    }

    private static (string Shown, IReadOnlySet<int> Cited) Filter(string text, int sources, bool remove = false, int pieceSize = int.MaxValue)
    {
        var marks = new CitationMarks(sources, remove);
        var shown = string.Concat(text.Chunk(Math.Min(pieceSize, Math.Max(1, text.Length))).Select(piece => marks.Push(new string(piece))));
        return (shown + marks.Complete(), marks.Cited);
    }
}
