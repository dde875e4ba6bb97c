namespace AgentGrid.Naming;

/// <summary>Model names with a meaning of their own.</summary>
public static class ModelNames
{
    /// <summary>The alias an agent uses when it names no model.</summary>
    public const string Default = "default";

    /// <summary>The alias of a quick, cheap model.</summary>
    public const string Fast = "fast";

    /// <summary>The alias of the strongest model.</summary>
    public const string Smart = "smart";

    /// <summary>The provider that needs no key and answers from the knowledge alone.</summary>
    public const string OfflineProvider = "offline";

    /// <summary>The offline provider's model.</summary>
    public const string Offline = "offline/extractive";

    /// <summary>The embedder that needs no model file.</summary>
    public const string BuiltinEmbedder = "builtin/ngram";
}
