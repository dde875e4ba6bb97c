using System.Text;
using AgentGrid.Core.Rag.Extraction.Encodings;
using AgentGrid.Core.Rag.Extraction.Html;
using AgentGrid.Core.Rag.Extraction.Text;

namespace AgentGrid.Core.Rag.Extraction.Mail;

/// <summary>Mail messages: subject and people, the body once (as text, else from its HTML), attachments as documents.</summary>
internal sealed class MailExtractor : IFormatExtractor
{
    private static readonly string[] People = ["From", "To", "Cc", "Date"];

    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        using var parser = new MailParser(context.Source.Open(), context.Options);
        return Blocks(parser.Parse(), context);
    }

    private static IEnumerable<Block> Blocks(MailPart message, ExtractionContext context)
    {
        if (message.Headers.Text("subject") is { Length: > 0 } subject)
        {
            yield return LongText.Split(Block.Heading(subject, 1)).First();
        }

        var people = string.Join('\n', People.Select(name => (name, Text: message.Headers.Text(name))).Where(p => p.Text.Length > 0).Select(p => $"{p.name}: {p.Text}"));
        if (people.Length > 0)
        {
            foreach (var block in LongText.Split(Block.Paragraph(people)))
            {
                yield return block;
            }
        }

        foreach (var block in PartBlocks(message, context))
        {
            yield return block;
        }
    }

    private static IEnumerable<Block> PartBlocks(MailPart part, ExtractionContext context)
    {
        if (part.Parts.Count > 0)
        {
            var parts = part.Type == "multipart/alternative" ? [Best(part.Parts)] : part.Parts;
            return parts.SelectMany(inner => PartBlocks(inner, context));
        }

        if (part.IsAttachment || part.Type.StartsWith("message/", StringComparison.Ordinal))
        {
            return Attachment(part, context);
        }

        return part.Type switch
        {
            "text/html" => HtmlExtractor.Blocks(Decoded(part), context.Options, page: null),
            _ when part.Type.StartsWith("text/", StringComparison.Ordinal) => PlainTextExtractor.Paragraphs(new StringReader(Decoded(part).TrimEnd() + Block.ParagraphBreak)),
            _ => [],
        };
    }

    /// <summary>The same content in several forms: plain text if it has any, else the last form that can be read.</summary>
    private static MailPart Best(List<MailPart> forms) =>
        forms.Find(form => form.Type == "text/plain" && form.Body.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) >= 0)
        ?? forms.FindLast(form => form.Type == "text/html" || form.Parts.Count > 0) ?? forms[^1];

    private static IEnumerable<Block> Attachment(MailPart part, ExtractionContext context)
    {
        var name = part.FileName.Length > 0 ? part.FileName : part.Type == "message/rfc822" ? "message.eml" : "attachment";
        yield return Block.Heading(name, 2) with { IsNote = true };
        if (part.IsCut)
        {
            yield return Block.Paragraph($"({name} was not read: it is too large inside a message. Upload it by itself.)") with { IsNote = true };
            yield break;
        }

        if (part.Body.Length > 0)
        {
            foreach (var block in context.ExtractInner(ExtractionSource.FromBytes(part.Body, name)))
            {
                yield return block;
            }
        }
    }

    private static string Decoded(MailPart part)
    {
        var declared = part.Headers.Parameter("content-type", "charset") is { } charset ? EncodingNames.Find(charset) : null;
        var encoding = declared ?? TextEncodingDetector.Detect(new MemoryStream(part.Body))?.Encoding ?? Encoding.UTF8;
        return encoding.GetString(part.Body);
    }
}
