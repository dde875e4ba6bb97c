using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Naming;
using AgentGrid.Server.Contracts.Admin;
using Microsoft.Extensions.AI;

namespace AgentGrid.Server.Providers;

/// <summary>Asks a provider for one word, to see whether address, key and model work.</summary>
internal sealed class ProviderTrial(IChatClient models, IProviderRegistry registry, TimeProvider time)
{
    private const int MaxTokens = 16;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);

    public async Task<Outcome<ProviderTestResult>> RunAsync(
        ProviderDefinition provider, string? model, string userId, CancellationToken cancellationToken)
    {
        if ((model ?? (provider.Models is [var first, ..] ? first : null) ?? DefaultModel(provider)) is not { } name)
        {
            return Failure.Invalid(FailureCodes.InvalidRequest, "'model' is missing, and the provider lists none. Name the model to ask.");
        }

        using var timeout = new CancellationTokenSource(Longest, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var began = time.GetTimestamp();
        var full = $"{provider.Name}/{name}";
        try
        {
            var request = new ModelRequest
            {
                AllowOffline = false,
                IsTrial = true,
                Purpose = UsagePurposes.Test,
                Usage = new UsageScope { UserId = userId },
            };
            var options = request.ApplyTo(new ChatOptions { ModelId = full, MaxOutputTokens = MaxTokens });
            await models.GetResponseAsync([new ChatMessage(ChatRole.User, "Say: ok")], options, stop.Token);
            return new ProviderTestResult(true, full, time.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (LlmException failed)
        {
            return new ProviderTestResult(false, full, time.GetElapsedTime(began).TotalMilliseconds, failed.Code, failed.Message);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return new ProviderTestResult(
                false, full, Longest.TotalMilliseconds, FailureCodes.ProviderTimeout, "The provider did not answer in time.");
        }
    }

    private string? DefaultModel(ProviderDefinition provider) =>
        registry.Current.Resolve(ModelNames.Fast).TryGet(out var fast, out _) && fast.Provider.Name == provider.Name ? fast.Name.Model : null;
}
