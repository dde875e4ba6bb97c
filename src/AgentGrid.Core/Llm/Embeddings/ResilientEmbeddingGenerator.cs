using AgentGrid.Analytics;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Pricing;
using AgentGrid.Core.Llm.Resilience;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Tokens;
using Microsoft.Extensions.AI;
using Polly;

namespace AgentGrid.Core.Llm.Embeddings;

/// <summary>One provider's embedder with what its chat has: the same gate, retries, a time limit, a ledger record for each attempt.</summary>
internal sealed class ResilientEmbeddingGenerator : DelegatingEmbeddingGenerator<string, Embedding<float>>
{
    private readonly ProviderDefinition _provider;
    private readonly ProviderGate _gate;
    private readonly Meter _meter;
    private readonly TimeSpan _limit;
    private readonly ResiliencePipeline<GeneratedEmbeddings<Embedding<float>>> _retry;

    public ResilientEmbeddingGenerator(
        IEmbeddingGenerator<string, Embedding<float>> inner,
        ProviderDefinition provider,
        ProviderGate gate,
        Meter meter,
        LlmOptions options)
        : base(inner)
    {
        _provider = provider;
        _gate = gate;
        _meter = meter;
        _limit = TimeSpan.FromSeconds(options.Timeouts.FirstTokenSeconds);
        _retry = RetryPipeline.Create<GeneratedEmbeddings<Embedding<float>>>(options.Retry, gate, meter.Clock);
    }

    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values as IReadOnlyCollection<string> ?? [.. values];

        // One request counts once with the provider's circuit, whatever its attempts.
        var counted = false;
        return await _retry.ExecuteAsync(
            async token =>
            {
                // Vectors of another model would be no use: there is nowhere else to ask.
                using var lease = await _gate.EnterAsync(elsewhere: false, token);
                var call = _gate.Breaker.Enter();
                try
                {
                    var vectors = await AttemptAsync(texts, options, token);
                    _gate.Breaker.Succeeded(call);
                    return vectors;
                }
                catch (LlmException e)
                {
                    counted |= _gate.Judge(e, call, counted);
                    throw;
                }
                catch (OperationCanceledException)
                {
                    _gate.Breaker.Abandoned(call);
                    throw;
                }
            },
            cancellationToken);
    }

    private async ValueTask<GeneratedEmbeddings<Embedding<float>>> AttemptAsync(
        IReadOnlyCollection<string> texts, EmbeddingGenerationOptions? options, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(_limit, _meter.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        var started = _meter.Clock.GetTimestamp();
        try
        {
            var vectors = await base.GenerateAsync(texts, options, either.Token);
            Record(texts, options, vectors.Usage, UsageOutcome.Succeeded, started);
            return vectors;
        }
        catch (OperationCanceledException e) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            Record(texts, options, null, UsageOutcome.Failed, started);
            throw new LlmException(
                LlmErrorCodes.Timeout, $"The provider sent no vectors for {_limit.TotalSeconds:0.#} s.", retryable: true, inner: e)
            {
                GaveUp = true,
            };
        }
        catch (OperationCanceledException)
        {
            Record(texts, options, null, UsageOutcome.Cancelled, started);
            throw;
        }
        catch (LlmException e)
        {
            // What cannot be read was made all the same; any other failure is a refusal.
            Record(e.Code == LlmErrorCodes.Protocol ? texts : [], options, null, UsageOutcome.Failed, started);
            throw;
        }
        catch (Exception e)
        {
            // A vendor's library may throw anything; whatever it is, it is this provider's failure.
            Record(texts, options, null, UsageOutcome.Failed, started);
            throw new LlmException(
                LlmErrorCodes.Protocol, "The provider sent something that could not be read.", retryable: true, inner: e);
        }
    }

    private void Record(
        IReadOnlyCollection<string> texts, EmbeddingGenerationOptions? options, UsageDetails? reported, UsageOutcome outcome, long started)
    {
        var model = options?.ModelId ?? "";
        var usage = reported is null ? default : PriceTable.Normalise(_provider.Type, reported);
        var estimated = usage.Input == 0 && texts.Count > 0;
        if (estimated)
        {
            var family = TokenEstimator.FamilyOf(model);
            usage = usage with { Input = texts.Sum(text => (long)TokenEstimator.Count(text, family)) };
        }

        var request = ModelRequest.Of(options) with { Purpose = UsagePurposes.Embed };
        _meter.Record(request, _provider.Name, _provider.Type, model, usage, estimated, outcome, started);
    }
}
