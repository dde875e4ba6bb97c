using System.Text;
using AgentGrid.Core.Rag.Extraction.Html;

namespace AgentGrid.Core.Rag.Extraction.Mail;

/// <summary>Chooses among the forms in which a message gives the same content (multipart/alternative).</summary>
internal static class MailForms
{
    /// <summary>A plain form longer than this is one, whatever the other says.</summary>
    private const int StubChars = 600;

    /// <summary>A plain form so many times shorter than the other is an excuse for it.</summary>
    private const int StubTimes = 3;

    /// <summary>Plain text if it has any that says something, else the last form that can be read.</summary>
    public static MailPart Best(List<MailPart> forms, ExtractionOptions options)
    {
        var plain = forms.Find(form => form.Type == "text/plain" && form.Body.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) >= 0);
        var rich = forms.FindLast(form => form.Type == "text/html" || form.Parts.Count > 0);
        if (plain is null || rich is null)
        {
            return plain ?? rich ?? forms[^1];
        }

        return IsStub(plain.Text().Trim(), rich, options) ? rich : plain;
    }

    /// <summary>Whether the text only says that there is a page to be looked at.</summary>
    private static bool IsStub(string plain, MailPart rich, ExtractionOptions options)
    {
        if (plain.Length > StubChars || Html(rich) is not { } html)
        {
            return false;
        }

        var page = new StringBuilder();
        try
        {
            foreach (var block in HtmlExtractor.Blocks(html.Text(), options, page: null))
            {
                page.Append(block.Text);
                if (page.Length > StubChars * StubTimes)
                {
                    return true;
                }
            }
        }
        catch (ExtractionException)
        {
            // A page that cannot be read is no better than what is said beside it.
            return false;
        }

        return page.Length > plain.Length * StubTimes
            || (page.Length > 0 && plain.Contains("html", StringComparison.OrdinalIgnoreCase)
                && !page.ToString().Contains("html", StringComparison.OrdinalIgnoreCase));
    }

    private static MailPart? Html(MailPart part) =>
        part.Type == "text/html" && !part.IsAttachment ? part : part.Parts.Select(Html).FirstOrDefault(inner => inner is not null);
}
