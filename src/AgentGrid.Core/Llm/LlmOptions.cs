using AgentGrid.Core.Llm.Pricing;
using AgentGrid.Core.Llm.Resilience;

namespace AgentGrid.Core.Llm;

/// <summary>Section <c>AgentGrid:Llm</c>: which models there are and how they are called.</summary>
public sealed class LlmOptions
{
    public const string Section = "AgentGrid:Llm";

    /// <summary>Providers by name. The name is the part before the slash in <c>provider/model</c>.</summary>
    public IDictionary<string, ProviderOptions> Providers { get; } =
        new Dictionary<string, ProviderOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// <c>provider/model</c> behind short names such as <c>default</c>, <c>fast</c>, <c>smart</c>. Default: none set;
    /// <c>default</c> is then the first usable provider's first model, else <c>offline/extractive</c>.
    /// </summary>
    public IDictionary<string, string> Aliases { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Prices that replace or extend the built-in table, by <c>provider/model</c> (or <c>provider/*</c>).</summary>
    public IDictionary<string, PriceOptions> Prices { get; } = new Dictionary<string, PriceOptions>(StringComparer.OrdinalIgnoreCase);

    public CircuitBreakerOptions CircuitBreaker { get; set; } = new();

    public RetryOptions Retry { get; set; } = new();

    public TimeoutOptions Timeouts { get; set; } = new();
}
