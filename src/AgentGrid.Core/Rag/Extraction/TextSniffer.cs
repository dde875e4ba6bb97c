using System.Buffers;
using System.Text;
using System.Text.Json;
using AgentGrid.Core.Rag.Extraction.Tabular;
using AgentGrid.Core.Rag.Extraction.Text;

namespace AgentGrid.Core.Rag.Extraction;

/// <summary>Tells kinds of text apart by their beginning.</summary>
internal static class TextSniffer
{
    private static readonly HashSet<string> CodeExtensions = new(StringComparer.Ordinal)
    {
        "c", "h", "cc", "cpp", "hpp", "cs", "java", "kt", "kts", "scala", "go", "rs", "swift", "py", "rb", "php", "pl", "lua", "r", "jl",
        "js", "mjs", "cjs", "ts", "tsx", "jsx", "vue", "svelte", "css", "scss", "sql", "sh", "bash", "zsh", "ps1", "bat", "fs", "fsx",
        "vb", "m", "mm", "dart", "ex", "exs", "erl", "hs", "clj", "ml", "nim", "zig", "asm", "proto", "graphql", "tf", "yaml", "yml",
        "toml", "ini", "cfg", "conf", "properties", "cmake", "gradle", "dockerfile", "makefile",
    };

    private static readonly HashSet<string> MarkdownExtensions = new(StringComparer.Ordinal) { "md", "markdown", "mdx", "mkd" };

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n/>[");

    private static readonly string[] MailHeaders =
        ["from:", "to:", "subject:", "date:", "received:", "mime-version:", "message-id:", "return-path:", "delivered-to:", "x-", "content-type:", "dkim-signature:", "reply-to:", "cc:", "sender:"];

    public static FileKind Classify(string head, string extension)
    {
        var text = head.AsSpan().TrimStart();
        if (text.IsEmpty)
        {
            return FileKind.Text;
        }

        // PHP has no text of its own outside its tags that a reader of markup would keep, and may follow a page's beginning.
        if (text.StartsWith("<?php", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<?=", StringComparison.Ordinal)
            || (extension == "php" && Has(text, "<?")))
        {
            return FileKind.SourceCode;
        }

        if (text[0] == '<' && Markup(text, extension) is { } markup)
        {
            return markup;
        }

        if (text[0] is '{' or '[' && IsJson(text) is { } json)
        {
            var notebook = extension == "ipynb" || (Has(text, "\"cell_type\"") && Has(text, "\"cells\""));
            return notebook ? FileKind.Notebook : json;
        }

        if (IsMail(text))
        {
            return FileKind.Mail;
        }

        return extension switch
        {
            "csv" or "tsv" or "tab" or "psv" => FileKind.Delimited,
            _ when MarkdownExtensions.Contains(extension) => FileKind.Markdown,
            "txt" or "log" or "text" => FileKind.Text,
            _ when CodeExtensions.Contains(extension) || text.StartsWith("#!/") => FileKind.SourceCode,
            _ => ByContent(head),
        };
    }

    private static FileKind ByContent(string head)
    {
        if (DelimiterGuess.Find(head, leastRows: 4) == '\t')
        {
            return FileKind.Delimited;
        }

        return LooksLikeMarkdown(head) ? FileKind.Markdown : FileKind.Text;
    }

    private static bool LooksLikeMarkdown(ReadOnlySpan<char> head)
    {
        var signs = 0;
        foreach (var line in head.EnumerateLines())
        {
            signs += MarkdownLine.IsHeading(line, out _, out _) || MarkdownLine.IsFence(line, out _, out _) ? 1 : 0;
        }

        return signs >= 2;
    }

    private static FileKind? Markup(ReadOnlySpan<char> text, string extension)
    {
        var declared = text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase);
        if (Root(text) is not { } root)
        {
            return declared ? FileKind.Xml : null;
        }

        if (root.Equals("html", StringComparison.OrdinalIgnoreCase) || root.Equals("!doctype html", StringComparison.OrdinalIgnoreCase))
        {
            return FileKind.Html;
        }

        if (declared || extension is "xml" or "rss" or "atom" or "svg" or "xsd" or "opml" or "kml" or "gpx" || root is "rss" or "feed")
        {
            return FileKind.Xml;
        }

        if (extension is "html" or "htm" or "xhtml")
        {
            return FileKind.Html;
        }

        // Markdown and programs hold pieces of pages; a page's own beginning they do not have.
        if (MarkdownExtensions.Contains(extension) || CodeExtensions.Contains(extension))
        {
            return null;
        }

        return Has(text, "<body") || Has(text, "<head") || ((Has(text, "<div") || Has(text, "<p>")) && !LooksLikeMarkdown(text)) ? FileKind.Html : null;
    }

    /// <summary>Name of the first element or document type, past declarations and comments.</summary>
    private static string? Root(ReadOnlySpan<char> text)
    {
        while (text.Length > 1 && text[0] == '<')
        {
            if (text.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase))
            {
                var name = text["<!doctype".Length..].TrimStart();
                var nameEnd = name.IndexOfAny(NameEnds);
                return nameEnd > 0 && name[..nameEnd].Equals("html", StringComparison.OrdinalIgnoreCase) ? "!doctype html" : "!doctype";
            }

            var close = text.StartsWith("<!--", StringComparison.Ordinal) ? "-->" : text[1] == '?' ? "?>" : null;
            if (close is null)
            {
                var rest = text[1..];
                var end = rest.IndexOfAny(NameEnds);
                return end > 0 && char.IsLetter(rest[0]) ? rest[..end].ToString() : null;
            }

            var at = text.IndexOf(close, StringComparison.Ordinal);
            if (at < 0)
            {
                return null;
            }

            text = text[(at + close.Length)..].TrimStart();
        }

        return null;
    }

    /// <summary>Parses what is there; JSON that is merely cut off at the end of the head is JSON.</summary>
    private static FileKind? IsJson(ReadOnlySpan<char> text)
    {
        var reader = new Utf8JsonReader(
            Encoding.UTF8.GetBytes(text.ToString()), isFinalBlock: false,
            new JsonReaderState(new JsonReaderOptions
            {
                AllowMultipleValues = true,
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
                MaxDepth = 100_000,
            }));
        int tokens = 0, roots = 0;
        try
        {
            while (reader.Read())
            {
                tokens++;
                roots += reader.CurrentDepth == 0 && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray ? 1 : 0;
            }
        }
        catch (JsonException)
        {
            // Broken far behind the beginning is damaged JSON, and said so later; broken at once is some other text.
            return tokens > 20 ? FileKind.Json : null;
        }

        return tokens < 2 ? null : roots > 1 ? FileKind.JsonLines : FileKind.Json;
    }

    /// <summary>Header fields, in a mailbox file below the line that begins each message.</summary>
    private static bool IsMail(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("From "))
        {
            text = text[(text.IndexOf('\n') + 1)..];
        }

        int lines = 0, known = 0;
        foreach (var line in text.EnumerateLines())
        {
            if (line.IsEmpty)
            {
                break;
            }

            if (char.IsWhiteSpace(line[0]))
            {
                continue;
            }

            var colon = line.IndexOf(':');
            if (colon < 1 || line[..colon].ContainsAny(' ', '\t') || ++lines > 200)
            {
                return false;
            }

            foreach (var header in MailHeaders)
            {
                if (line.StartsWith(header, StringComparison.OrdinalIgnoreCase))
                {
                    known++;
                    break;
                }
            }
        }

        return known >= 3 && known * 2 >= lines;
    }

    private static bool Has(ReadOnlySpan<char> text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
