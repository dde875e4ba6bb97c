using System.Buffers.Binary;
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

    /// <summary>A page with each text in its place, in points from the lower left.</summary>
    public static byte[] Drawn(IEnumerable<(double X, double Y, string Text)> texts)
    {
        var content = string.Concat(texts.Select(text => string.Create(CultureInfo.InvariantCulture, $"BT /F1 11 Tf {text.X} {text.Y} Td ({text.Text}) Tj ET\n")));
        return Assemble(
        [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[4 0 R]>>", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 3 0 R>>>>>>",
            $"<</Length {content.Length}>>stream\n{content}\nendstream",
        ]);
    }

    /// <summary>A scan: one page for each PNG, a picture of one bit for each pixel; null is a blank page.</summary>
    public static byte[] OfPictures(params byte[]?[] pngs) => Mixed([.. pngs]);

    /// <summary>
    /// A page for each part: text, a scan (PNG), a scan under a dark frame with a stamp of text, or null for a blank page.
    /// </summary>
    public static byte[] Mixed(params object?[] parts)
    {
        var objects = new List<string>
        {
            "<</Type/Catalog/Pages 2 0 R>>",
            $"<</Type/Pages/Count {parts.Length}/Kids[{string.Join(' ', parts.Select((_, i) => $"{4 + (3 * i)} 0 R"))}]>>",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        };
        for (var i = 0; i < parts.Length; i++)
        {
            var (png, text) = parts[i] switch
            {
                byte[] scan => (scan, ""),
                string words => (null, words),
                (byte[] scan, string stamp) => (scan, stamp),
                _ => (null, ""),
            };
            var content = (png is null ? "" : "q 500 0 0 136 48 600 cm /S Do Q ")
                + (png is not null && text.Length > 0 ? "0.2 g 40 100 500 300 re f " : "")
                + (text.Length > 0 ? $"0 g BT /F1 12 Tf 50 780 Td ({text}) Tj ET" : "");
            var (width, height, data) = png is null ? (1, 1, "") : Picture(png);
            objects.Add(
                $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + (3 * i)} 0 R"
                + $"/Resources<</Font<</F1 3 0 R>>/XObject<</S {6 + (3 * i)} 0 R>>>>>>");
            objects.Add($"<</Length {content.Length}>>stream\n{content}\nendstream");
            objects.Add(
                $"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode"
                + $"/DecodeParms<</Predictor 15/Colors 1/BitsPerComponent 1/Columns {width}>>/Length {data.Length}>>stream\n{data}\nendstream");
        }

        return Assemble(objects);
    }

    /// <summary>The packed rows of a PNG are what a PDF takes, too.</summary>
    private static (int Width, int Height, string Data) Picture(byte[] png)
    {
        var data = new StringBuilder();
        var header = png.AsSpan(16);
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                data.Append(Encoding.Latin1.GetString(png, at + 8, length));
            }

            at += 12 + length;
        }

        return (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]), data.ToString());
    }

    /// <summary>A document that no password here opens.</summary>
    public static byte[] Encrypted() => Assemble(
        [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
            $"<</Filter/Standard/V 2/R 3/Length 128/P -3904/O<{string.Concat(Enumerable.Repeat("ab", 32))}>/U<{string.Concat(Enumerable.Repeat("cd", 32))}>>>",
        ],
        "/Encrypt 4 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]");

    /// <summary>A page tree whose node is its own child.</summary>
    public static byte[] Cyclic() => Assemble(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1000000/Kids[2 0 R 2 0 R]/Parent 2 0 R>>"]);

    private static byte[] Assemble(List<string> objects, string trailer = "")
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
        file.Append(CultureInfo.InvariantCulture, $"trailer<</Size {objects.Count + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }
}
