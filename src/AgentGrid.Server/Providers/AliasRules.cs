using AgentGrid.Core.Llm.Routing;

namespace AgentGrid.Server.Providers;

/// <summary>What a change of a provider must leave to the aliases that name it: every agent of an alias would stand still.</summary>
internal static class AliasRules
{
    /// <summary>
    /// The failure of a change after which an alias names a model that is not offered any more, or null. To switch a provider off
    /// or take its key away is the admin's right at any moment: its agents fall back.
    /// </summary>
    public static Failure? CheckSave(string provider, ProviderCatalog before, ProviderCatalog after) =>
        Broken(after, alias => Exists(before, alias) && !Exists(after, alias)) is { } aliases
            ? InUse($"The provider '{provider}' would no longer offer the model behind {aliases}.")
            : null;

    /// <summary>The failure of a removal after which an alias names nothing, or nothing that can answer, or null.</summary>
    public static Failure? CheckRemoval(string provider, ProviderCatalog before, ProviderCatalog after) =>
        Broken(after, alias => (Exists(before, alias) && !Exists(after, alias)) || (Answers(before, alias) && !Answers(after, alias)))
            is { } aliases
            ? InUse($"The provider '{provider}' stands behind {aliases}.")
            : null;

    private static string? Broken(ProviderCatalog after, Func<string, bool> isBroken)
    {
        var broken = after.Aliases.Keys.Where(isBroken).Order(StringComparer.Ordinal).Select(alias => $"'{alias}'").ToList();
        return broken.Count switch
        {
            0 => null,
            1 => $"the alias {broken[0]}",
            _ => $"the aliases {string.Join(", ", broken)}",
        };
    }

    private static bool Exists(ProviderCatalog catalog, string alias) => catalog.Resolve(alias).Succeeded;

    private static bool Answers(ProviderCatalog catalog, string alias) => catalog.Resolve(alias).TryGet(out var model, out _) && model.Usable;

    private static Failure InUse(string why) => Failure.Conflict(
        FailureCodes.ProviderInUse, $"{why} Name another model there first (PUT /api/admin/settings), then try again.");
}
