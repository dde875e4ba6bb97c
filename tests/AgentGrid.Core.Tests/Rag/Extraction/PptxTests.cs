using static AgentGrid.Core.Tests.Rag.Extraction.Packages;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class PptxTests
{
    [Fact]
    public void Extract_Pptx_GivesSlidesInOrderWithTitlesTablesAndNotes()
    {
        var title = "<p:sp><p:nvSpPr><p:cNvPr descr='A picture of a cat'/><p:nvPr><p:ph type='title'/></p:nvPr></p:nvSpPr><a:p><a:r><a:t>Hello</a:t></a:r></a:p></p:sp>"
            + "<p:sp><a:p><a:r><a:t>Body one</a:t></a:r></a:p></p:sp><p:sp><p:ph type='sldNum'/><a:p><a:r><a:t>1</a:t></a:r></a:p></p:sp>";
        var table = "<a:tbl><a:tr><a:tc><a:p><a:t>K</a:t></a:p></a:tc><a:tc><a:p><a:t>V</a:t></a:p></a:tc></a:tr>"
            + "<a:tr><a:tc><a:p><a:t>key</a:t></a:p></a:tc><a:tc><a:p><a:t>value</a:t></a:p></a:tc></a:tr></a:tbl>";
        var bytes = Pptx(
            [title, table],
            ("ppt/slides/_rels/slide2.xml.rels", "<Relationships><Relationship Id='n' Type='x/notesSlide' Target='../notesSlides/n1.xml'/></Relationships>"),
            ("ppt/notesSlides/n1.xml", "<p:notes xmlns:p='p' xmlns:a='a'><p:sp><a:p><a:t>Say this aloud</a:t></a:p></p:sp></p:notes>"));

        var found = Extracted.From(bytes, "talk.pptx");

        found.Text.ShouldBe("A picture of a cat\n\nHello\n\nBody one\n\nK: key; V: value\nNotes:\n\nSay this aloud\n\n");
        found.Blocks.Select(block => block.Page).ShouldBe([1, 1, 1, 2, 2, 2]);
    }

    [Fact]
    public void Extract_PptxTableAboveTheFooters_IsRead()
    {
        const string Footer = "<p:sp><p:nvSpPr><p:nvPr><p:ph type='sldNum'/></p:nvPr></p:nvSpPr><a:p><a:fld><a:t>1</a:t></a:fld></a:p></p:sp>";
        const string Table = "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id='4'/></p:nvGraphicFramePr><a:tbl><a:tr><a:tc><a:p><a:t>Part</a:t></a:p></a:tc><a:tc><a:p><a:t>Price</a:t></a:p></a:tc></a:tr>"
            + "<a:tr><a:tc><a:p><a:t>Bolt</a:t></a:p></a:tc><a:tc><a:p><a:t>7</a:t></a:p></a:tc></a:tr></a:tbl></p:graphicFrame>";

        Extracted.From(Pptx([Footer + Table]), "t.pptx").Text.ShouldBe("Part: Bolt; Price: 7\n");
    }

    [Fact]
    public void Extract_PptxChart_GivesValuesUnderTheirCategories()
    {
        var bytes = Pptx(
            ["<p:sp><a:p><a:t>Sales are up</a:t></a:p></p:sp>"],
            ("ppt/slides/_rels/slide1.xml.rels", "<Relationships><Relationship Id='c' Type='x/chart' Target='../charts/chart1.xml'/></Relationships>"),
            ("ppt/charts/chart1.xml", Chart("Revenue", ("Europe", ["4.3", "2.5999999999999996"]), ("Asia", ["", "7"]))));

        Extracted.From(bytes, "t.pptx").Text.ShouldBe("Sales are up\n\nChart:\n\nRevenue\n\nEurope; January 2022: 4.3; February 2022: 2.6\nAsia; February 2022: 7\n");
    }

    [Fact]
    public void Extract_PptxNumberAboveTheLine_IsNoPartOfWhatStandsBeforeIt() =>
        Extracted.From(Pptx(["<p:sp><a:p><a:r><a:t>10</a:t></a:r><a:r><a:rPr baseline='30000'/><a:t>3</a:t></a:r><a:r><a:rPr baseline='0'/><a:t> tons</a:t></a:r></a:p></p:sp>"]), "t.pptx")
            .Text.ShouldBe("10³ tons\n\n");
}
