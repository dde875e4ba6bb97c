namespace Orleans.Embedded.Tests.Conformance.Grains;

public interface IStateGrain : IGrainWithStringKey
{
    Task<StateView> GetAsync();

    Task<StateView> WriteAsync(string text);

    Task<StateView> ClearAsync();

    Task<string?> GetOtherAsync();

    Task SetOtherAsync(string text);

    /// <summary>Writes through a second copy of the record, so that the grain's own is stale.</summary>
    Task WriteBehindOwnBackAsync(string text);

    Task<Guid> GetActivationAsync();

    Task DeactivateAsync();
}
