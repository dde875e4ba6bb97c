using AgentGrid.Core.Rag.Extraction;
using static AgentGrid.Core.Tests.Rag.Extraction.Packages;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class DocxTests
{
    [Fact]
    public void Extract_Docx_GivesHeadingsListsTablesNotesBoxesAndComments()
    {
        var body = P("The Title", "<w:pStyle w:val='Heading1'/>") + P("Intro text.") + P("item", "<w:numPr/>")
            + $"<w:tbl><w:tr><w:tc>{P("Name")}</w:tc><w:tc>{P("Age")}</w:tc></w:tr><w:tr><w:tc>{P("Ann")}</w:tc><w:tc>{P("30")}</w:tc></w:tr></w:tbl>"
            + "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + P("In a box") + "</w:txbxContent></mc:Choice><mc:Fallback>" + P("In a box")
            + "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>After</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
            + "<w:p><m:oMath><m:r><m:t>a+b=c</m:t></m:r></m:oMath></w:p>";
        var bytes = Docx(
            body,
            ("word/footnotes.xml", Word("footnotes", $"<w:footnote w:id='2'>{P("The note.")}</w:footnote>")),
            ("word/comments.xml", Word("comments", $"<w:comment w:id='1' w:author='Eve'>{P("Check this.")}</w:comment>")));

        Extracted.From(bytes, "report.docx").Text.ShouldBe(
            "The Title\n\nIntro text.\n\n- item\nName: Ann; Age: 30\nIn a box\n\nAfter²\n\na+b=c\n\nFootnotes\n\n² The note.\n\nComments\n\nEve: Check this.\n\n");
    }

    [Theory]
    [InlineData("3", new[] { 1, 1, 2, 2, 3 })]
    [InlineData("4", new int[0])]
    [InlineData("", new int[0])]
    public void Extract_DocxWithMarksOfPages_TrustsThemWhenTheDocumentCountsAsMany(string pages, int[] expected)
    {
        const string Break = "<w:r><w:lastRenderedPageBreak/></w:r>";
        var body = P("one") + $"<w:p><w:r><w:t>begins on one </w:t></w:r>{Break}<w:r><w:t>ends on two</w:t></w:r></w:p>" + P("two")
            + $"<w:tbl><w:tr><w:tc>{P("1")}</w:tc><w:tc>{P("on two")}</w:tc></w:tr>"
            + $"<w:tr><w:tc><w:p>{Break}<w:r><w:t>2</w:t></w:r></w:p></w:tc><w:tc>{P("on three")}</w:tc></w:tr></w:tbl>";

        var found = Extracted.From(Docx(body, ("docProps/app.xml", $"<Properties><Pages>{pages}</Pages></Properties>")), "a.docx");

        found.Blocks.Where(block => block.Page is not null).Select(block => block.Page!.Value).ShouldBe(expected);
        found.Blocks.Count.ShouldBe(5);
    }

    [Fact]
    public void Extract_DocxWithLocalisedHeadingStyle_FindsItByItsName()
    {
        var styles = Word("styles", "<w:style w:styleId='berschrift2'><w:name w:val='heading 2'/></w:style>");

        Extracted.From(Docx(P("Kapitel", "<w:pStyle w:val='berschrift2'/>"), ("word/styles.xml", styles)), "a.docx").Blocks
            .ShouldHaveSingleItem().Level.ShouldBe(2);
    }

    [Fact]
    public void Extract_DeeplyNestedDocx_IsRefused() =>
        Extracted.Refusal(Docx(string.Concat(Enumerable.Repeat("<w:p>", 20_000))), "a.docx").Code.ShouldBe(ExtractionCodes.TooComplex);

    [Fact]
    public void Extract_TruncatedDocx_IsCorrupt()
    {
        var bytes = Docx(string.Concat(Enumerable.Range(0, 500).Select(i => P($"Paragraph {i}"))));

        Extracted.Refusal(bytes[..(bytes.Length / 2)], "a.docx").Code.ShouldBe(ExtractionCodes.FileCorrupt);
    }

    [Theory]
    [InlineData("afchunk.htm", "<html><body><p>Words about the walrus</p></body></html>", "Words about the walrus")]
    [InlineData("afchunk.txt", "Words about the walrus", "Words about the walrus")]
    [InlineData("afchunk.rtf", "{\\rtf1 Words}", "(afchunk.rtf was not read: This is an RTF document")]
    [InlineData("other.htm", "x", "(A document inside this one was not read")]
    public void Extract_DocxWithADocumentInside_ReadsItOrSaysWhyNot(string name, string content, string expected)
    {
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var bytes = Docx(
            P("Before it.") + $"<w:altChunk xmlns:r='{Relations}' r:id='rA'/>" + P("After it."), ("word/" + name, content),
            ("word/_rels/document.xml.rels", $"<Relationships><Relationship Id='rA' Type='{Relations}/aFChunk' Target='{name.Replace("other", "gone", StringComparison.Ordinal)}'/></Relationships>"));

        var text = Extracted.From(bytes, "a.docx").Text;

        text.ShouldStartWith("Before it.\n\n" + expected);
        text.ShouldEndWith("\n\nAfter it.\n\n");
    }

    [Fact]
    public void Extract_DocxWithReadingsAboveTheWords_LeavesThemOut()
    {
        static string Ruby(string text, string reading) => $"<w:r><w:ruby><w:rt><w:r><w:t>{reading}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>{text}</w:t></w:r></w:rubyBase></w:ruby></w:r>";

        Extracted.From(Docx($"<w:p>{Ruby("漢", "かん")}{Ruby("字", "じ")}<w:r><w:t>を読む</w:t></w:r></w:p>"), "a.docx").Text.ShouldBe("漢字を読む\n\n");
    }

    [Fact]
    public void Extract_DocxChart_GivesValuesUnderTheirCategoriesInItsPlace()
    {
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var bytes = Docx(
            P("Before it.") + $"<w:p><w:r><w:drawing><c:chart xmlns:c='c' xmlns:r='{Relations}' r:id='rC'/></w:drawing></w:r></w:p>" + P("After it."),
            ("word/charts/chart1.xml", Chart("Revenue", ("Europe", ["4.3", "2.5"]))),
            ("word/_rels/document.xml.rels", $"<Relationships><Relationship Id='rC' Type='{Relations}/chart' Target='charts/chart1.xml'/></Relationships>"));

        Extracted.From(bytes, "a.docx").Text.ShouldBe("Before it.\n\nRevenue\n\nEurope; January 2022: 4.3; February 2022: 2.5\nAfter it.\n\n");
    }

    [Fact]
    public void Extract_DocxNumberAboveTheLine_IsNoPartOfWhatStandsBeforeIt() =>
        Extracted.From(Docx("<w:p><w:r><w:t>10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>3</w:t></w:r><w:r><w:t xml:space='preserve'> tons</w:t></w:r></w:p>"), "a.docx")
            .Text.ShouldBe("10³ tons\n\n");

    [Theory]
    [InlineData("<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2.5</m:t></m:r></m:den></m:f>", "(a+b)/2.5")]
    [InlineData("<m:r><m:t>550×</m:t></m:r><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>-6</m:t></m:r></m:sup></m:sSup>", "550×10⁻⁶")]
    [InlineData("<m:sSubSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sub><m:r><m:t>1</m:t></m:r></m:sub><m:sup><m:r><m:t>n+1</m:t></m:r></m:sup></m:sSubSup>", "x_1^(n+1)")]
    [InlineData("<m:rad><m:radPr><m:degHide m:val='1'/></m:radPr><m:deg/><m:e><m:r><m:t>a+b</m:t></m:r></m:e></m:rad>", "√(a+b)")]
    [InlineData("<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr><m:e><m:r><m:t>1,2</m:t></m:r></m:e></m:d><m:d><m:e><m:r><m:t>y</m:t></m:r></m:e></m:d>", "[1,2](y)")]
    [InlineData("<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub><m:r><m:t>i=1</m:t></m:r></m:sub><m:sup><m:r><m:t>n</m:t></m:r></m:sup><m:e><m:r><m:t>i</m:t></m:r></m:e></m:nary>", "∑_(i=1)^n i")]
    public void Extract_DocxEquation_StandsOnALine(string equation, string line) =>
        Extracted.From(Docx($"<w:p><m:oMath>{equation}</m:oMath><w:r><w:t xml:space='preserve'> and words</w:t></w:r></w:p>"), "a.docx").Text.ShouldBe(line + " and words\n\n");

    [Fact]
    public void Extract_DocxPictureWithADescription_GivesIt() =>
        Extracted.From(
            Docx("<w:p><w:r><w:t>The plant</w:t></w:r><w:r><w:drawing><wp:inline xmlns:wp='d'><wp:docPr id='1' name='Picture 1' descr='A map with three gates'/></wp:inline></w:drawing></w:r></w:p>"),
            "a.docx").Text.ShouldBe("The plant\nA map with three gates\n\n");
}
