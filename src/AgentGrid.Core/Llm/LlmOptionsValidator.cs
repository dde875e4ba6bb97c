using AgentGrid.Core.Llm.Routing;
using Microsoft.Extensions.Options;

namespace AgentGrid.Core.Llm;

/// <summary>Refuses a configuration that cannot work, at start, and says how to mend it.</summary>
internal sealed class LlmOptionsValidator : IValidateOptions<LlmOptions>
{
    public ValidateOptionsResult Validate(string? name, LlmOptions options)
    {
        var problems = new List<string>();
        foreach (var (provider, settings) in options.Providers)
        {
            CheckProvider(problems, provider, settings);
        }

        foreach (var (alias, target) in options.Aliases)
        {
            if (ModelName.Parse(target) is null)
            {
                problems.Add($"AgentGrid:Llm:Aliases:{alias} is '{target}'; write it as provider/model.");
            }
        }

        foreach (var (model, price) in options.Prices)
        {
            if (price.Input < 0 || price.Output < 0 || price.CachedInput < 0 || price.CacheWrite < 0)
            {
                problems.Add($"AgentGrid:Llm:Prices:{model} has a negative price; remove it to have the model unpriced.");
            }

            if (price.Input is null || price.Output is null)
            {
                problems.Add(
                    $"AgentGrid:Llm:Prices:{model} has no {(price.Input is null ? "Input" : "Output")}; set both Input and Output (0 where it is free), "
                    + "or remove the entry to have the model unpriced.");
            }
        }

        Require(problems, options.CircuitBreaker.Failures >= 1, "CircuitBreaker:Failures must be at least 1.");
        Require(problems, options.CircuitBreaker.Seconds > 0, "CircuitBreaker:Seconds must be above 0.");
        Require(problems, options.Retry.MaxRetries is >= 0 and <= 10, "Retry:MaxRetries must be between 0 and 10.");
        Require(problems, options.Retry.BaseDelaySeconds is >= 0 and <= 60, "Retry:BaseDelaySeconds must be between 0 and 60.");
        Require(problems, options.Retry.MaxDelaySeconds is > 0 and <= 3600, "Retry:MaxDelaySeconds must be above 0 and at most 3600.");
        Require(problems, options.Timeouts.ConnectSeconds is > 0 and <= 3600, "Timeouts:ConnectSeconds must be above 0 and at most 3600.");
        Require(problems, options.Timeouts.QueueSeconds is > 0 and <= 3600, "Timeouts:QueueSeconds must be above 0 and at most 3600.");
        Require(problems, options.Timeouts.FirstTokenSeconds is > 0 and <= 3600, "Timeouts:FirstTokenSeconds must be above 0 and at most 3600.");
        Require(problems, options.Timeouts.IdleSeconds is > 0 and <= 3600, "Timeouts:IdleSeconds must be above 0 and at most 3600.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <summary>What is wrong with one provider's settings, or null; also used for what an administrator enters.</summary>
    public static void CheckProvider(List<string> problems, string name, ProviderOptions settings)
    {
        var key = $"AgentGrid:Llm:Providers:{name}";
        if (name.Contains('/', StringComparison.Ordinal))
        {
            problems.Add($"{key}: a provider's name must not contain a slash.");
        }

        if (!ProviderTypes.All.Contains(settings.Type, StringComparer.OrdinalIgnoreCase))
        {
            problems.Add($"{key}:Type is '{settings.Type}'; it must be one of {string.Join(", ", ProviderTypes.All)}.");
        }

        var needsUrl = settings.Type.Equals(ProviderTypes.OpenAiCompatible, StringComparison.OrdinalIgnoreCase);
        if (needsUrl && string.IsNullOrWhiteSpace(settings.BaseUrl))
        {
            problems.Add($"{key}:BaseUrl is missing; an openai-compatible provider needs one, such as http://localhost:11434/v1.");
        }
        else if (!string.IsNullOrWhiteSpace(settings.BaseUrl)
            && !(Uri.TryCreate(settings.BaseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                && !settings.BaseUrl.Trim().Any(char.IsControl)))
        {
            problems.Add($"{key}:BaseUrl is not an absolute http or https address.");
        }

        if (settings.ApiKey?.Trim().Any(character => character is < ' ' or > '~') == true)
        {
            problems.Add($"{key}:ApiKey has characters that cannot be sent; a key is plain ASCII, copy it again.");
        }

        if (settings.MaxConcurrency is < 1 or > 10_000)
        {
            problems.Add($"{key}:MaxConcurrency must be between 1 and 10000.");
        }
    }

    private static void Require(List<string> problems, bool holds, string message)
    {
        if (!holds)
        {
            problems.Add($"AgentGrid:Llm:{message}");
        }
    }
}
