using System.Text;
using System.Xml;
using AgentGrid.Core.Rag.Extraction.Archives;
using AgentGrid.Core.Rag.Extraction.Xml;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>The texts that the cells of a workbook refer to by number.</summary>
internal sealed class SharedStrings
{
    private const int MaxChars = 32_000_000;

    private readonly List<string> _strings = [];

    public string this[int index] => index < _strings.Count ? _strings[index] : "";

    public static SharedStrings Read(ZipPackage package, string part, ExtractionContext context)
    {
        var shared = new SharedStrings();
        using var stream = package.TryRead(part);
        if (stream is null)
        {
            return shared;
        }

        using var reader = SafeXml.Open(stream);
        var text = new StringBuilder();
        var inText = false;
        var phonetic = false;
        long chars = 0;
        while (SafeXml.Next(reader, context.Options))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    // Phonetic readings repeat the text in another script.
                    phonetic = reader.LocalName == "rPh" || (phonetic && reader.LocalName == "t");
                    inText = reader.LocalName == "t" && !reader.IsEmptyElement && !phonetic;
                    if (reader.LocalName == "si" && reader.IsEmptyElement)
                    {
                        shared._strings.Add("");
                    }

                    break;
                case XmlNodeType.EndElement when reader.LocalName == "si":
                    shared._strings.Add(ExcelText.Decode(text.ToString()));
                    text.Clear();
                    phonetic = false;
                    break;
                case XmlNodeType.EndElement:
                    inText = false;
                    phonetic &= reader.LocalName != "rPh";
                    break;
                default:
                    if (inText)
                    {
                        text.Append(reader.Value);
                        chars += reader.Value.Length;
                    }

                    break;
            }

            if (chars > MaxChars)
            {
                throw new ExtractionException(
                    ExtractionCodes.TooComplex, $"The workbook's texts have more than {MaxChars / 1_000_000} million characters. Split it, or save its sheets as CSV.");
            }
        }

        return shared;
    }
}
