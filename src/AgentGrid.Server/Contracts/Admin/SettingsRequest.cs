using System.Collections.Immutable;

namespace AgentGrid.Server.Contracts.Admin;

/// <summary>A change of the server's settings. What is left out stays as it is; what is given replaces all of its kind.</summary>
/// <param name="Aliases"><c>provider/model</c> behind short names such as default, fast and smart; before those of the configuration.</param>
/// <param name="Prices">US dollars per million tokens by <c>provider/model</c> or <c>provider/*</c>; before those of the configuration.</param>
internal sealed record SettingsRequest(
    ImmutableDictionary<string, string>? Aliases = null,
    ImmutableDictionary<string, PriceSetting>? Prices = null);
