using System.Globalization;
using System.Text;

namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>Minimal PDF files made in code.</summary>
internal static class Pdfs
{
    /// <summary>A document with one page for each text; lines of a page are parted by LF.</summary>
    public static byte[] Of(params string[] pages)
    {
        var objects = new List<string>
        {
            "<</Type/Catalog/Pages 2 0 R>>",
            $"<</Type/Pages/Count {pages.Length}/Kids[{string.Join(' ', pages.Select((_, i) => $"{4 + (2 * i)} 0 R"))}]>>",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        };
        for (var i = 0; i < pages.Length; i++)
        {
            var content = "BT /F1 12 Tf 14 TL 50 780 Td " + string.Concat(pages[i].Split('\n').Select(line => $"({line}) Tj T* ")) + "ET";
            objects.Add($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + (2 * i)} 0 R/Resources<</Font<</F1 3 0 R>>>>>>");
            objects.Add($"<</Length {content.Length}>>stream\n{content}\nendstream");
        }

        return Assemble(objects);
    }

    /// <summary>A page tree whose node is its own child.</summary>
    public static byte[] Cyclic() => Assemble(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1000000/Kids[2 0 R 2 0 R]/Parent 2 0 R>>"]);

    private static byte[] Assemble(List<string> objects)
    {
        var file = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Count; i++)
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var start = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        offsets.ForEach(offset => file.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        file.Append(CultureInfo.InvariantCulture, $"trailer<</Size {objects.Count + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }
}
