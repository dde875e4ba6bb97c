using System.Text;
using AgentGrid.Core.Rag.Extraction;
using static AgentGrid.Core.Tests.Rag.Extraction.Packages;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class OfficeTests
{
    [Fact]
    public void Extract_OfficePartsUnderOtherNames_AreFoundByTheirRelations()
    {
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        static string Root(string target) => $"<Relationships><Relationship Id='m' Type='{Relations}/officeDocument' Target='{target}'/></Relationships>";
        var docx = Zip(
            ("[Content_Types].xml", "<Types/>"), ("_rels/.rels", Root("/word/document2.xml")),
            ("word/document2.xml", Word("document", "<w:body>" + P("The contract ends in 2031.") + "</w:body>")),
            ("word/_rels/document2.xml.rels", $"<Relationships><Relationship Id='f' Type='{Relations}/footnotes' Target='footnotes2.xml'/></Relationships>"),
            ("word/footnotes2.xml", Word("footnotes", $"<w:footnote w:id='2'>{P("The note.")}</w:footnote>")));
        var pptx = Zip(
            ("_rels/.rels", Root("ppt/other.xml")), ("ppt/other.xml", $"<p:presentation xmlns:p='p' xmlns:r='{Relations}'><p:sldIdLst><p:sldId r:id='s'/></p:sldIdLst></p:presentation>"),
            ("ppt/_rels/other.xml.rels", $"<Relationships><Relationship Id='s' Type='{Relations}/slide' Target='s.xml'/></Relationships>"),
            ("ppt/s.xml", "<p:sld xmlns:p='p' xmlns:a='a'><a:p><a:t>Words of a slide</a:t></a:p></p:sld>"));

        Extracted.From(docx, "a.docx").Text.ShouldBe("The contract ends in 2031.\n\nFootnotes\n\n² The note.\n\n");
        Extracted.From(pptx, "a.pptx").Text.ShouldBe("Words of a slide\n\n");
        Extracted.From(Zip(("_rels/.rels", "<broken"), ("a.txt", "words of a file")), "a.zip").Text.ShouldContain("words of a file");
    }

    [Fact]
    public void Extract_EncryptedOffice_SaysSo()
    {
        byte[] bytes = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[400]];

        Extracted.Refusal(bytes, "secret.docx").Code.ShouldBe(ExtractionCodes.FileEncrypted);
    }

    [Fact]
    public void Extract_LegacyWord_SaysHowToMendIt()
    {
        byte[] bytes = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. Encoding.Unicode.GetBytes("WordDocument")];

        Extracted.Refusal(bytes, "old.doc").Message.ShouldContain("DOCX");
    }

    [Fact]
    public void Extract_OfficeXmlWithDocumentType_IsRefused()
    {
        const string Bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><w:document xmlns:w='w'><w:t>&b;</w:t></w:document>";

        Extracted.Refusal(Zip(("word/document.xml", Bomb)), "a.docx").Code.ShouldBe(ExtractionCodes.TooComplex);
    }
}
