using System.Text;
using AgentGrid.Core.Rag.Extraction;
using static AgentGrid.Core.Tests.Rag.Extraction.Packages;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class CutFilesTests
{
    [Fact]
    public void Extract_EveryFixtureCutAnywhere_EndsWithAReasonOrText()
    {
        byte[][] files =
        [
            Docx(P("Some words here") + P("and more")), Xlsx([("S", "<row><c t='str'><v>words</v></c></row>")]), Pptx(["<a:p><a:t>words</a:t></a:p>"]),
            Zip(("a.txt", "words in here"), ("b.json", "{\"a\":\"words\"}")), Encoding.UTF8.GetBytes("<?xml version='1.0'?><a><b>words</b></a>"),
            Encoding.UTF8.GetBytes("From: a@b\r\nTo: c@d\r\nSubject: s\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nwords\r\n--x--\r\n"),
        ];
        var random = new Random(11);
        foreach (var file in files)
        {
            for (var i = 0; i < 150; i++)
            {
                var damaged = file[..random.Next(1, file.Length + 1)];
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                try
                {
                    Extracted.From(damaged, "file.bin");
                }
                catch (ExtractionException failure)
                {
                    failure.Message.ShouldNotBeNullOrWhiteSpace();
                }
            }
        }
    }
}
