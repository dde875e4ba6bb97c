using System.Text.Json;
using System.Xml;

namespace AgentGrid.Core.Rag.Extraction;

/// <summary>Turns what parsers throw at malformed content into reasons for people.</summary>
internal static class ExtractionErrors
{
    /// <summary>The reason behind an exception that content can cause, or null for any other.</summary>
    public static ExtractionException? Explain(Exception error) => error switch
    {
        ExtractionException known => known,
        JsonException json => Corrupt($"The JSON is malformed at line {json.LineNumber + 1}. Correct it there.", error),
        XmlException xml when xml.Message.Contains("DTD", StringComparison.Ordinal) => new ExtractionException(
            ExtractionCodes.TooComplex, "The XML declares its own document type, which is not read for safety. Remove the DOCTYPE.", error),
        XmlException xml when xml.Message.Contains("entity", StringComparison.Ordinal) => new ExtractionException(
            ExtractionCodes.TooComplex,
            $"The XML uses an entity of its own at line {xml.LineNumber}; they are not expanded, for safety. Save it without a DOCTYPE.", error),
        XmlException xml => Corrupt($"The XML is malformed at line {xml.LineNumber}, position {xml.LinePosition}. Correct it there.", error),
        InvalidDataException => Corrupt("The file is damaged or cut off: its packed content cannot be read. Save or upload it again.", error),
        EndOfStreamException => Corrupt("The file ends in the middle of its content. Upload it again.", error),
        _ => null,
    };

    /// <summary>The same sequence, failing with reasons only.</summary>
    public static IEnumerable<Block> Explained(IEnumerable<Block> source)
    {
        using var blocks = source.GetEnumerator();
        while (true)
        {
            try
            {
                if (!blocks.MoveNext())
                {
                    yield break;
                }
            }
            catch (Exception error) when (error is not ExtractionException && Explain(error) is { } explained)
            {
                throw explained;
            }

            yield return blocks.Current;
        }
    }

    /// <summary>The same sequence, ending with a note where it would have failed; what endangers the whole still fails.</summary>
    public static IEnumerable<Block> Noted(IEnumerable<Block> source, Func<ExtractionException, Block> note)
    {
        using var blocks = source.GetEnumerator();
        while (true)
        {
            Block? failed = null;
            try
            {
                if (!blocks.MoveNext())
                {
                    yield break;
                }
            }
            catch (ExtractionException failure) when (failure.Code is not (ExtractionCodes.ArchiveBomb or ExtractionCodes.ExtractionTimeout))
            {
                failed = note(failure);
            }

            yield return failed ?? blocks.Current;
            if (failed is not null)
            {
                yield break;
            }
        }
    }

    private static ExtractionException Corrupt(string reason, Exception cause) => new(ExtractionCodes.FileCorrupt, reason, cause);
}
