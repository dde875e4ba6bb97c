using System.Text.RegularExpressions;
using AngleSharp.Html;

namespace AgentGrid.Core.Rag.Extraction.Xml;

/// <summary>
/// What the entities of a document stand for, as far as that is plain text: those it declares itself and the named characters of
/// HTML, which DocBook and others take from a DTD that is never loaded. External ones, and those that hold others, are not known.
/// </summary>
internal sealed partial class XmlEntities
{
    private const int MaxDeclared = 500;

    private const int MaxValueChars = 1_000;

    private const int LongestName = 64;

    /// <summary>Where an internal subset must begin and end to be read.</summary>
    private const int SubsetChars = 256 * 1024;

    private static readonly HashSet<string> OfXml = new(StringComparer.Ordinal) { "amp", "lt", "gt", "quot", "apos" };

    private readonly Dictionary<string, string> _declared = new(StringComparer.Ordinal);

    /// <summary>Reads the declarations at the beginning of a document; markup that declares nothing costs its first characters.</summary>
    public static XmlEntities Of(TextReader document)
    {
        var entities = new XmlEntities();
        var head = new char[SubsetChars];
        var subset = new string(head, 0, document.ReadBlock(head));
        var start = subset.IndexOf("<!DOCTYPE", StringComparison.Ordinal);
        if (start < 0)
        {
            return entities;
        }

        foreach (Match match in Declaration().Matches(subset[start..]))
        {
            var value = match.Groups[2].Success ? match.Groups[2].Value : match.Groups[3].Value;
            if (entities._declared.Count < MaxDeclared && value.Length <= MaxValueChars)
            {
                // The first declaration holds, also when what it says cannot be used.
                entities._declared.TryAdd(match.Groups[1].Value, IsPlain(value) ? value : "");
            }
        }

        return entities;
    }

    /// <summary>What to write for an entity so that it is text wherever it stands; null when it is not known, or is one of XML's own.</summary>
    public string? Find(string name)
    {
        if (OfXml.Contains(name) || name.Length > LongestName)
        {
            return null;
        }

        if (_declared.TryGetValue(name, out var value))
        {
            return value.Length == 0 ? null : value.Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&apos;", StringComparison.Ordinal);
        }

        return HtmlEntityProvider.Resolver.GetSymbol(name + ";") is { Length: > 0 } symbol && symbol.AsSpan().IndexOfAny('<', '&') < 0 ? symbol : null;
    }

    /// <summary>Text and character references only.</summary>
    private static bool IsPlain(string value)
    {
        for (var at = value.AsSpan().IndexOfAny('&', '<'); at >= 0;)
        {
            if (value[at] == '<' || at + 1 >= value.Length || value[at + 1] != '#')
            {
                return false;
            }

            var next = value.AsSpan(at + 1).IndexOfAny('&', '<');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return true;
    }

    [GeneratedRegex("""<!ENTITY\s+([\w.-]{1,64})\s+(?:"([^"]{0,1001})"|'([^']{0,1001})')\s*>""", RegexOptions.NonBacktracking)]
    private static partial Regex Declaration();
}
