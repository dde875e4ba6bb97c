using System.Collections.Concurrent;
using System.Reflection;

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
    public const string Summary = "summary";
    public const string Summarise = "summarise";
    public const string Continue = "continue";
    public const string StructuredRetry = "structured-retry";
    public const string OfflineInstead = "offline-instead";
    public const string OfflineNothing = "offline-nothing";
    public const string OfflineHello = "offline-hello";
    public const string OfflineThanks = "offline-thanks";

    private static readonly ConcurrentDictionary<string, string> Cache = new(StringComparer.Ordinal);

    /// <summary>The template as written, without its last line break.</summary>
    public static string Get(string name) => Cache.GetOrAdd(name, Load);

    private static string Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"AgentGrid.Core.Prompts.{name}.md")
            ?? throw new InvalidOperationException($"The prompt '{name}' is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }
}
