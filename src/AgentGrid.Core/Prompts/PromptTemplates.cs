using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace AgentGrid.Core.Prompts;

/// <summary>The texts in this folder, embedded in the assembly and read once.</summary>
internal static class PromptTemplates
{
    public const string DocumentsOnly = "scope-documents-only";
    public const string DocumentsFirst = "scope-documents-first";
    public const string OpenBook = "scope-open-book";
    public const string CitationsAlways = "citations-always";
    public const string CitationsOnRequest = "citations-on-request";
    public const string CitationsNever = "citations-never";
    public const string DataRules = "data-rules";
    public const string ToolRules = "tool-rules";
    public const string NoSources = "no-sources";
    public const string Sources = "sources";
    public const string WeakSources = "weak-sources";
    public const string Summary = "summary";
    public const string Summarise = "summarise";
    public const string Rewrite = "rewrite";
    public const string RewriteInput = "rewrite-input";
    public const string Rerank = "rerank";
    public const string RerankInput = "rerank-input";
    public const string Title = "title";
    public const string TitleInput = "title-input";
    public const string Continue = "continue";
    public const string StructuredForm = "structured-form";
    public const string StructuredRetry = "structured-retry";
    public const string OfflineInstead = "offline-instead";
    public const string OfflineNothing = "offline-nothing";
    public const string OfflineWeak = "offline-weak";
    public const string OfflineSetup = "offline-setup";
    public const string OfflineHello = "offline-hello";
    public const string OfflineThanks = "offline-thanks";
    public const string OfflineFarewell = "offline-farewell";
    public const string OfflineOk = "offline-ok";
    public const string OfflineImages = "offline-images";

    private static readonly ConcurrentDictionary<string, string> Cache = new(StringComparer.Ordinal);

    /// <summary>The template as written, without its last line break.</summary>
    public static string Get(string name) => Cache.GetOrAdd(name, Load);

    /// <summary>The template with each <c>{{name}}</c> replaced by its value; what a value holds is not looked at again.</summary>
    public static string Fill(string name, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var text = Get(name);

        // Its buffer is pooled: sources are the longest text of a turn.
        var filled = new DefaultInterpolatedStringHandler(0, 0);
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf("{{", at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                filled.AppendFormatted(text.AsSpan(at));
                break;
            }

            filled.AppendFormatted(text.AsSpan(at, open - at));
            filled.AppendLiteral(ValueOf(text.AsSpan(open + 2, close - open - 2), values));
            at = close + 2;
        }

        return filled.ToStringAndClear();
    }

    private static string ValueOf(ReadOnlySpan<char> name, ReadOnlySpan<(string Name, string Value)> values)
    {
        foreach (var (known, value) in values)
        {
            if (name.SequenceEqual(known))
            {
                return value;
            }
        }

        throw new ArgumentException($"The template asks for '{name}', which was not given.", nameof(values));
    }

    private static string Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"AgentGrid.Core.Prompts.{name}.md")
            ?? throw new InvalidOperationException($"The prompt '{name}' is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }
}
