namespace AgentGrid.Core.Rag.Extraction.Archives;

/// <summary>Resolves references between the parts of a package. The result is a key to look up, never a path on disk.</summary>
internal static class PackagePath
{
    public static string Resolve(string folder, string target)
    {
        var clean = Uri.UnescapeDataString(target.Split('#')[0]);
        var parts = new List<string>(clean.StartsWith('/') ? [] : folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in clean.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("." or ".."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    public static string FolderOf(string part) => part.LastIndexOf('/') is >= 0 and var slash ? part[..slash] : "";
}
