namespace AgentGrid.Core.Llm.Routing;

/// <summary>What administrators see and do with providers, beside changing them in the <see cref="IProviderRegistry"/>.</summary>
public interface IProviderDirectory
{
    /// <summary>Every provider with its health, those without a key too.</summary>
    IReadOnlyList<ProviderStatus> List();

    /// <summary>The first thing wrong with a definition, or null.</summary>
    Failure? Check(ProviderDefinition provider);

    /// <summary>
    /// Connects with the key given and asks for the provider's models, without changing anything and without retries.
    /// Costs no tokens. Also for a definition that is not saved yet.
    /// </summary>
    Task<ProviderCheck> TestAsync(ProviderDefinition provider, CancellationToken cancellationToken);
}
