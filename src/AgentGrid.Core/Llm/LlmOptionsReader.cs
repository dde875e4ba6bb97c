using System.Globalization;
using AgentGrid.Core.Llm.Pricing;
using Microsoft.Extensions.Configuration;

namespace AgentGrid.Core.Llm;

/// <summary>
/// Reads <see cref="LlmOptions"/>. Prices are read by hand: a model's name may contain the colon that separates
/// configuration keys (<c>ollama/qwen3:8b</c>).
/// </summary>
internal static class LlmOptionsReader
{
    public static void Read(IConfigurationSection section, LlmOptions options)
    {
        foreach (var child in section.GetChildren())
        {
            if (!child.Key.Equals(nameof(LlmOptions.Prices), StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            foreach (var (path, value) in child.AsEnumerable(makePathsRelative: true))
            {
                var cut = path.LastIndexOf(':');
                if (cut > 0 && value is not null)
                {
                    Set(options.Prices, path[..cut], path[(cut + 1)..], value);
                }
            }
        }

        section.GetSection(nameof(LlmOptions.Providers)).Bind(options.Providers);
        foreach (var (name, provider) in options.Providers)
        {
            // A provider named after its type needs no Type: AgentGrid__Llm__Providers__openai__ApiKey is enough.
            if (provider.Type.Length == 0 && ProviderTypes.All.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                provider.Type = name;
            }
        }

        section.GetSection(nameof(LlmOptions.Aliases)).Bind(options.Aliases);
        section.GetSection(nameof(LlmOptions.CircuitBreaker)).Bind(options.CircuitBreaker);
        section.GetSection(nameof(LlmOptions.Retry)).Bind(options.Retry);
        section.GetSection(nameof(LlmOptions.Timeouts)).Bind(options.Timeouts);
    }

    private static void Set(IDictionary<string, PriceOptions> prices, string model, string field, string value)
    {
        if (!decimal.TryParse(value, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var price))
        {
            throw new InvalidOperationException(
                $"AgentGrid:Llm:Prices:{model}:{field} is '{value}'; it must be a number of US dollars per million tokens.");
        }

        if (!prices.TryGetValue(model, out var entry))
        {
            prices[model] = entry = new PriceOptions();
        }

        switch (field.ToUpperInvariant())
        {
            case "INPUT":
                entry.Input = price;
                break;
            case "CACHEDINPUT":
                entry.CachedInput = price;
                break;
            case "CACHEWRITE":
                entry.CacheWrite = price;
                break;
            case "OUTPUT":
                entry.Output = price;
                break;
            default:
                throw new InvalidOperationException(
                    $"AgentGrid:Llm:Prices:{model}:{field} is not known; the fields are input, cachedInput, cacheWrite and output.");
        }
    }
}
