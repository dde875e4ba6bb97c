using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using AgentGrid.Core.Llm.Routing;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Pricing;

/// <summary>
/// What calls cost. Looks a model up by <c>provider/model</c> among what administrators set, then in the configuration, then
/// <c>provider/*</c> in the same order, then in the
/// built-in table of the provider's type. A dated snapshot (<c>name-2025-01-31</c>, <c>name-20250131</c>) has the price
/// of its name unless listed itself. What is in none of them has no price. A price that does not say what cache writes cost
/// has them in the vendor's proportion to its input.
/// </summary>
internal sealed partial class PriceTable : IPriceOverrides, IModelPrices
{
    /// <summary>Key of <see cref="UsageDetails.AdditionalCounts"/> for input written to the vendor's cache.</summary>
    public const string CacheWriteCount = "cacheWriteTokens";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly Lazy<PriceFile> BuiltIn = new(LoadBuiltIn);
    private readonly FrozenDictionary<string, ModelPrice> _configured;

    private volatile FrozenDictionary<string, ModelPrice> _overrides = FrozenDictionary<string, ModelPrice>.Empty;

    public PriceTable(IEnumerable<KeyValuePair<string, PriceOptions>> configured) => _configured = Freeze(configured);

    public void SetOverrides(IReadOnlyDictionary<string, PriceOptions> prices) => _overrides = Freeze(prices);

    public DateOnly AsOf => BuiltIn.Value.Vendors.Values
        .Where(vendor => vendor.Tables.Count > 0).Min(vendor => vendor.Tables.Max(table => table.AsOf));

    public bool Has(ResolvedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Find(model.Provider.Name, model.Provider.Type, model.Name.Model) is not null;
    }

    /// <summary>The price of a model, or null when it is unknown.</summary>
    public ModelPrice? Find(string provider, string type, string model)
    {
        var (name, any) = ($"{provider}/{model}", $"{provider}/*");
        if (_overrides.TryGetValue(name, out var price) || _configured.TryGetValue(name, out price)
            || _overrides.TryGetValue(any, out price) || _configured.TryGetValue(any, out price))
        {
            return price.CacheWrite is null ? price with { CacheWrite = price.Input * CacheWriteFactor(type, model) } : price;
        }

        return type == ProviderTypes.Offline ? Free : FindBuiltIn(type, model);
    }

    private static ModelPrice? FindBuiltIn(string type, string model)
    {
        var vendor = BuiltIn.Value.Vendors.GetValueOrDefault(type);
        return vendor?.Find(model) ?? vendor?.Find(Snapshot().Replace(model, ""));
    }

    private static decimal CacheWriteFactor(string type, string model) =>
        FindBuiltIn(type, model) is { CacheWrite: { } write, Input: > 0 and var input }
            ? write / input
            : BuiltIn.Value.Vendors.GetValueOrDefault(type)?.CacheWriteFactor ?? 1;

    /// <summary>The day whose prices a call that began then is charged.</summary>
    public static DateOnly DayOf(DateTimeOffset began) => DateOnly.FromDateTime(began.UtcDateTime);

    /// <summary>A vendor's own counts, counted this house's way. A count that no call can have is left out.</summary>
    public static TokenUsage Normalise(string type, UsageDetails usage)
    {
        var cached = Believable(usage.CachedInputTokenCount);
        var write = usage.AdditionalCounts?.TryGetValue(CacheWriteCount, out var count) == true ? Believable(count) : 0;
        var input = Believable(usage.InputTokenCount);
        if (type != ProviderTypes.Offline && BuiltIn.Value.Vendors.GetValueOrDefault(type) is { CachedInsideInput: false })
        {
            input += cached + write;
        }

        var output = Believable(usage.OutputTokenCount);
        var reasoning = Math.Min(Believable(usage.ReasoningTokenCount), output);
        return new TokenUsage(input, Math.Min(cached, input), Math.Min(write, input), output, reasoning);
    }

    private static long Believable(long? count) => count is > 0 and <= TokenUsage.MostTokens ? count.Value : 0;

    private static FrozenDictionary<string, ModelPrice> Freeze(IEnumerable<KeyValuePair<string, PriceOptions>> prices) =>
        prices.ToFrozenDictionary(
            entry => entry.Key,
            entry => new ModelPrice
            {
                Input = entry.Value.Input ?? 0,
                CachedInput = entry.Value.CachedInput,
                CacheWrite = entry.Value.CacheWrite,
                Output = entry.Value.Output ?? 0,
            },
            StringComparer.OrdinalIgnoreCase);

    private static ModelPrice Free { get; } = new();

    private static PriceFile LoadBuiltIn()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("AgentGrid.Core.Llm.Pricing.prices.json")
            ?? throw new InvalidOperationException("The built-in price table is missing from the assembly.");
        return JsonSerializer.Deserialize<PriceFile>(stream, Json)
            ?? throw new InvalidOperationException("The built-in price table is empty.");
    }

    [GeneratedRegex(@"-(\d{4}-\d{2}-\d{2}|\d{8}|latest)$", RegexOptions.CultureInvariant)]
    private static partial Regex Snapshot();
}
