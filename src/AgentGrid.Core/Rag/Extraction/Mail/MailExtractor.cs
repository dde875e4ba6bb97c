using AgentGrid.Core.Rag.Extraction.Html;
using AgentGrid.Core.Rag.Extraction.Text;

namespace AgentGrid.Core.Rag.Extraction.Mail;

/// <summary>Mail messages, one or a mailbox of them: subject and people, the body once (as text, else from its HTML), attachments as documents.</summary>
internal sealed class MailExtractor : IFormatExtractor
{
    private static readonly string[] People = ["From", "To", "Cc", "Date"];

    private static readonly Block Encrypted = Block.Paragraph("(A part of the message is encrypted and was not read.)") with { IsNote = true };

    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        using var parser = new MailParser(context.Source.Open(), context.Options);
        var (read, encrypted) = (false, false);
        foreach (var message in parser.Messages())
        {
            foreach (var block in Head(message))
            {
                yield return block;
            }

            foreach (var block in PartBlocks(message, context))
            {
                read |= !block.IsNote;
                encrypted |= ReferenceEquals(block, Encrypted);
                yield return block;
            }
        }

        if (encrypted && !read)
        {
            throw new ExtractionException(
                ExtractionCodes.FileEncrypted, "The message is encrypted. Decrypt it in your mail program, save it as text and upload that.");
        }
    }

    private static IEnumerable<Block> Head(MailPart message)
    {
        // Without a subject, a message of a mailbox is not to stand under that of the one before.
        if (Array.Find([message.Headers.Text("subject"), message.Headers.Text("from")], text => text.Length > 0) is { } title)
        {
            yield return LongText.Split(Block.Heading(title, 1)).First();
        }

        var people = string.Join('\n', People.Select(name => (name, Text: message.Headers.Text(name))).Where(p => p.Text.Length > 0).Select(p => $"{p.name}: {p.Text}"));
        if (people.Length > 0)
        {
            foreach (var block in LongText.Split(Block.Paragraph(people)))
            {
                yield return block;
            }
        }
    }

    private static IEnumerable<Block> PartBlocks(MailPart part, ExtractionContext context)
    {
        if (part.IsEncrypted)
        {
            return [Encrypted];
        }

        if (part.Parts.Count > 0)
        {
            return part.Type switch
            {
                "multipart/alternative" => FormBlocks(part.Parts, MailForms.Best(part.Parts, context.Options), context),
                "multipart/related" when Root(part) is { } root => FormBlocks(part.Parts, root, context),
                _ => part.Parts.SelectMany(inner => PartBlocks(inner, context)),
            };
        }

        if (part.IsAttachment || part.Type.StartsWith("message/", StringComparison.Ordinal))
        {
            return Attachment(part, context);
        }

        return part.Type switch
        {
            "text/html" or "application/xhtml+xml" => HtmlExtractor.Blocks(part.Text(), context.Options, page: null),
            _ when part.Type.StartsWith("text/", StringComparison.Ordinal) && !part.IsStyle => PlainTextExtractor.Paragraphs(new StringReader(part.Text().TrimEnd() + Block.ParagraphBreak)),
            _ => [],
        };
    }

    /// <summary>One of several parts, which is the content or the best form of it, and what is attached to any of them.</summary>
    private static IEnumerable<Block> FormBlocks(List<MailPart> forms, MailPart? read, ExtractionContext context) =>
        forms.SelectMany(form => ReferenceEquals(form, read) ? PartBlocks(form, context) : AttachmentBlocks(form, context));

    /// <summary>The part that the others belong to, as a page's styles and pictures do (RFC 2387); null when it is none of text.</summary>
    private static MailPart? Root(MailPart related)
    {
        var start = related.Headers.Parameter("content-type", "start");
        var root = related.Parts.Find(part => start is { Length: > 0 } && part.Headers.Value("content-id", "") == start) ?? related.Parts[0];
        return root.Parts.Count > 0 || root.Type is "text/html" or "text/plain" or "application/xhtml+xml" ? root : null;
    }

    /// <summary>What is attached to a form that is not read itself; pictures that belong to its looks are not.</summary>
    private static IEnumerable<Block> AttachmentBlocks(MailPart form, ExtractionContext context) =>
        form.Parts.Count > 0 ? form.Parts.SelectMany(inner => AttachmentBlocks(inner, context))
        : form.IsAttachment && !form.IsPicture && !form.IsStyle ? PartBlocks(form, context)
        : [];

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
            foreach (var block in context.ExtractInner(ExtractionSource.FromBytes(part.Body, name), below: 2))
            {
                yield return block;
            }
        }
    }
}
