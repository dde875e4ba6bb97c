using AgentGrid.Core.Llm.Providers;
using AgentGrid.Core.Llm.Providers.Http;
using Microsoft.Extensions.Options;

namespace AgentGrid.Core.Llm.Routing;

internal sealed class ProviderDirectory(
    IProviderRegistry registry,
    ProviderRuntimes runtimes,
    IEnumerable<IProviderFactory> factories,
    IOptions<LlmOptions> options,
    TimeProvider clock) : IProviderDirectory
{
    private static readonly TimeSpan TestLimit = TimeSpan.FromSeconds(15);

    public IReadOnlyList<ProviderStatus> List() =>
    [
        .. registry.Current.Providers.Select(provider => new ProviderStatus(
            provider.Name,
            provider.Type,
            provider.BaseUrl,
            !string.IsNullOrEmpty(provider.ApiKey),
            provider.Enabled,
            provider.Usable,
            provider.Source,
            provider.Models,
            provider.EmbeddingModels,
            provider.MaxConcurrency,
            runtimes.HealthOf(provider.Name))),
    ];

    public Failure? Check(ProviderDefinition provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        var problems = new List<string>();
        LlmOptionsValidator.CheckProvider(problems, provider.Name, new ProviderOptions
        {
            Type = provider.Type,
            BaseUrl = provider.BaseUrl,
            MaxConcurrency = provider.MaxConcurrency,
        });
        return problems.Count == 0 ? null : Failure.Invalid(FailureCodes.InvalidRequest, problems[0]);
    }

    public async Task<ProviderCheck> TestAsync(ProviderDefinition provider, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(provider);
        var started = clock.GetTimestamp();
        if (Check(provider) is { } problem)
        {
            return new ProviderCheck(problem, [], 0);
        }

        if (provider.Type == ProviderTypes.Offline)
        {
            return new ProviderCheck(null, provider.Models, 0);
        }

        if (!(provider with { Enabled = true }).Usable)
        {
            return new ProviderCheck(
                Failure.Invalid(FailureCodes.InvalidRequest, $"The provider '{provider.Name}' has no key."), [], 0);
        }

        using var limit = new CancellationTokenSource(TestLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var http = ProviderHttp.Create(options.Value.Timeouts, provider.ApiKey, clock);
        try
        {
            var factory = factories.First(candidate => candidate.Types.Contains(provider.Type));
            var models = await factory.ListModelsAsync(provider, http, either.Token);
            return new ProviderCheck(null, models, ElapsedMs(started));
        }
        catch (LlmException e)
        {
            return new ProviderCheck(e.ToFailure(), [], ElapsedMs(started));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var late = new LlmException(
                LlmErrorCodes.Timeout, $"The model provider did not answer within {TestLimit.TotalSeconds:0} s.", retryable: true);
            return new ProviderCheck(late.ToFailure(), [], ElapsedMs(started));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A body that breaks off, or is not what its head says, comes out of a vendor's library as anything at all.
            var unreadable = new LlmException(
                LlmErrorCodes.Protocol, "The model provider sent a list of models that could not be read.", retryable: true, inner: e);
            return new ProviderCheck(unreadable.ToFailure(), [], ElapsedMs(started));
        }
    }

    private double ElapsedMs(long started) => Math.Round(clock.GetElapsedTime(started).TotalMilliseconds, 1);
}
