using AgentGrid.Core.Sessions.Marks;
using FsCheck;
using FsCheck.Fluent;

namespace AgentGrid.Core.Tests.Sessions.Marks;

public sealed class CitationMarksTests
{
    [Theory]
    [InlineData("It closes at six. [1]", "It closes at six. [1]")]
    [InlineData("Both say so [1, 3].", "Both say so [1][3].")]
    [InlineData("Both say so [1][3].", "Both say so [1][3].")]
    [InlineData("Invented [7].", "Invented.")]
    [InlineData("Half invented [2, 7].", "Half invented [2].")]
    [InlineData("Zero [0].", "Zero.")]
    [InlineData("A year [2024] and a list [ ] and a [link](x).", "A year [2024] and a list [ ] and a [link](x).")]
    [InlineData("Inline `a[7]` stays, [7] goes.", "Inline `a[7]` stays, goes.")]
    [InlineData("```\na[7] = `b[8]`\n```\n[7]", "```\na[7] = `b[8]`\n```\n")]
    [InlineData("A lone ` tick.\n\nThen [7].", "A lone ` tick.\n\nThen.")]
    [InlineData("A lone ` tick.\nThen [2, 7] and `x[7]`.", "A lone ` tick.\nThen [2] and `x[7]`.")]
    [InlineData("Line\n`\n[7]` [7]", "Line\n`\n` [7]")]
    [InlineData("Open at the end [1", "Open at the end [1")]
    [InlineData("[[1]]", "[[1]]")]
    [InlineData("A range [1-3] and [1–2].", "A range [1][2][3] and [1][2].")]
    [InlineData("Partly invented [2-7].", "Partly invented [2][3].")]
    [InlineData("Lists [1; 2] and [1、3] and [1 and 2].", "Lists [1][2] and [1][3] and [1][2].")]
    [InlineData("保修七年【1】，五年【2†source】。", "保修七年[1]，五年[2]。")]
    [InlineData("保修七年［１］，五年[２，３]。", "保修七年[1]，五年[2][3]。")]
    [InlineData("十年【9】。【注意】", "十年。【注意】")]
    [InlineData("By its own rules【4:0†lamps.md】.", "By its own rules.")]
    [InlineData("A foot[^1] and an invented one [^9].", "A foot[1] and an invented one.")]
    [InlineData("[Source 1] and [source: 2] and [Quelle 3] and [来源1] and [Sources 1, 9]", "[1] and [2] and [3] and [1] and [1]")]
    [InlineData("[Source code] and [so 1] and [Step 1] and [x] and [Source]", "[Source code] and [so 1] and [Step 1] and [x] and [Source]")]
    [InlineData("Links [1](http://a) and [9](http://b) and ![9](c.png).", "Links [1](http://a) and [9](http://b) and ![9](c.png).")]
    [InlineData("In arr[7] and x_1[8], but lamps[1] and 42[9].", "In arr[7] and x_1[8], but lamps[1] and 42.")]
    [InlineData("Between [0, 1], [0-9], [10-20] and [12:30].", "Between [0, 1], [0-9], [10-20] and [12:30].")]
    [InlineData("Seven [9] [8] years [1] [9].", "Seven years [1].")]
    [InlineData("[9] At the start.\n[9] And of a line.", "At the start.\nAnd of a line.")]
    [InlineData("- [ ] to do\n- [x] done [2]  \nend  ", "- [ ] to do\n- [x] done [2]  \nend  ")]
    [InlineData("[1] to [99999999999999999999]", "[1] to [99999999999999999999]")]
    public void Push_Text_KeepsOnlyMarksOfSourcesThatExist(string text, string shown) => Filter(text, 3).Shown.ShouldBe(shown);

    [Fact]
    public void Push_MarksMeanNothing_TextPassesUnchanged() => Filter("x[9] [1] [2, 3] ", null).Shown.ShouldBe("x[9] [1] [2, 3] ");

    [Fact]
    public void Push_NothingFound_EveryMarkGoes() =>
        Filter("Ulaanbaatar [1], 【2】[1-3] but arr[7] and [10-20].", 0).Shown.ShouldBe("Ulaanbaatar, but arr[7] and [10-20].");

    [Fact]
    public void Push_MarksUnwanted_AllGo() => Filter("Six. [1] Seven [2, 3].", 3, remove: true).Shown.ShouldBe("Six. Seven.");

    [Fact]
    public void Cited_IsWhatWasCited() => Filter("[3] 【1】 [8] [2](x)", 3).Cited.ShouldBe([1, 3], ignoreOrder: true);

    [Fact]
    public void Push_PieceWithoutAMark_IsPassedOnAtOnce()
    {
        var marks = new CitationMarks(3, remove: false);

        marks.Push("plain").ShouldBe("plain");
        marks.Push(" text [").ShouldBe(" text");
        marks.Push("2").ShouldBe("");
        marks.Push("] on").ShouldBe(" [2] on");
    }

    [Fact]
    public void Push_AnyPieces_ShowTheSameText()
    {
        var texts =
            from count in Gen.Choose(0, 30)
            from parts in Gen.ArrayOf(Gen.Elements("[1]", "[9]", "[1, 2]", "【2†a】", "[^1]", "[Source 9]", "(", "-", "x", "[", "]", "`", "```", "\n", "word ", "12", ",", " ", "[2024]"), count)
            from size in Gen.Choose(1, 9)
            select (Text: string.Concat(parts), Size: size);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(texts.ToArbitrary(), sample =>
            Filter(sample.Text, 3).Shown == Filter(sample.Text, 3, pieceSize: sample.Size).Shown));
    }

    private static (string Shown, IReadOnlySet<int> Cited) Filter(string text, int? sources, bool remove = false, int pieceSize = int.MaxValue)
    {
        var marks = new CitationMarks(sources, remove);
        var shown = string.Concat(text.Chunk(Math.Min(pieceSize, Math.Max(1, text.Length))).Select(piece => marks.Push(new string(piece))));
        return (shown + marks.Complete(), marks.Cited);
    }
}
