using AgentGrid.Core.Rag.Extraction.Archives;
using AgentGrid.Core.Rag.Extraction.Xml;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>Which parts a part of an Office package refers to. External targets are left out: nothing is ever fetched.</summary>
internal sealed class Relationships
{
    private readonly Dictionary<string, string> _byId = new(StringComparer.Ordinal);
    private readonly List<(string Type, string Target)> _all = [];

    /// <param name="part">The part, or empty for the package itself.</param>
    public static Relationships Of(ZipPackage package, string part, ExtractionOptions options)
    {
        var found = new Relationships();
        var folder = PackagePath.FolderOf(part);
        using var stream = package.TryRead($"{folder}/_rels/{part[folder.Length..].TrimStart('/')}.rels".TrimStart('/'));
        if (stream is null)
        {
            return found;
        }

        using var reader = SafeXml.Open(stream);
        while (SafeXml.Next(reader, options))
        {
            if (reader.LocalName == "Relationship" && reader.GetAttribute("TargetMode") != "External"
                && reader.GetAttribute("Id") is { } id && reader.GetAttribute("Target") is { } target)
            {
                var resolved = PackagePath.Resolve(folder, target);
                found._byId.TryAdd(id, resolved);
                found._all.Add((reader.GetAttribute("Type") ?? "", resolved));
            }
        }

        return found;
    }

    public string? ById(string? id) => id is null ? null : _byId.GetValueOrDefault(id);

    /// <summary>Targets whose relationship type ends with a name, such as <c>/notesSlide</c>.</summary>
    public IEnumerable<string> OfType(string name) =>
        _all.Where(relation => relation.Type.EndsWith(name, StringComparison.Ordinal)).Select(relation => relation.Target);
}
