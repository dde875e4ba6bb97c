using System.Runtime.CompilerServices;
using AgentGrid.Core.Llm.Providers;
using AgentGrid.Core.Llm.Streaming;
using Microsoft.Extensions.AI;
using Polly;

namespace AgentGrid.Core.Llm.Resilience;

/// <summary>
/// Carries a call through what providers do in real life: waits for a place, respects the circuit, tries again with
/// jitter or as <c>Retry-After</c> says, and never tries again once a token has been seen.
/// </summary>
internal sealed class ResilientChatClient : StreamingChatClient
{
    private readonly IChatClient _inner;
    private readonly ProviderGate _gate;
    private readonly ResiliencePipeline<OpenedStream> _retry;

    public ResilientChatClient(IChatClient inner, ProviderGate gate, RetryOptions retry, TimeProvider clock)
    {
        _inner = inner;
        _gate = gate;
        _retry = RetryPipeline.Create<OpenedStream>(retry, gate, clock);
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = new PendingCall(this, messages, options);
        await using var opened = await _retry.ExecuteAsync(static (c, token) => c.Client.OpenAsync(c, token), call, cancellationToken);
        foreach (var update in opened.Head)
        {
            yield return update;
        }

        while (true)
        {
            try
            {
                if (!await opened.Rest.MoveNextAsync())
                {
                    break;
                }
            }
            catch (LlmException e)
            {
                opened.Close();
                _gate.Judge(e, opened.Call, call.Counted);
                throw;
            }

            yield return opened.Rest.Current;
        }

        opened.Close();
        _gate.Breaker.Succeeded(opened.Call);
    }

    /// <summary>Starts the call and reads up to its first token.</summary>
    private async ValueTask<OpenedStream> OpenAsync(PendingCall call, CancellationToken cancellationToken)
    {
        var request = ModelRequest.Of(call.Options);
        var lease = await _gate.EnterAsync(request.FallbackModels.Count > 0, cancellationToken);
        OpenedStream? opened = null;
        var entered = 0;
        try
        {
            entered = _gate.Breaker.Enter(request.IsTrial);
            opened = new OpenedStream(
                _inner.GetStreamingResponseAsync(call.Messages, call.Options, cancellationToken).GetAsyncEnumerator(cancellationToken),
                lease,
                _gate.Breaker,
                entered);
            while (await opened.Rest.MoveNextAsync())
            {
                opened.Head.Add(opened.Rest.Current);
                if (StreamSignals.IsToken(opened.Rest.Current))
                {
                    _gate.Breaker.Began(entered);
                    return opened;
                }
            }

            throw new LlmException(LlmErrorCodes.StreamBroken, "The model provider ended its answer before it began.", retryable: true);
        }
        catch (Exception e)
        {
            if (e is LlmException { Code: not LlmErrorCodes.CircuitOpen } failure)
            {
                opened?.Close();
                call.Counted |= _gate.Judge(failure, entered, call.Counted);
            }

            await (opened?.DisposeAsync() ?? default);
            lease.Dispose();
            throw;
        }
    }

    /// <summary>One request, whatever its attempts.</summary>
    private sealed class PendingCall(ResilientChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        public ResilientChatClient Client => client;

        public IEnumerable<ChatMessage> Messages => messages;

        public ChatOptions? Options => options;

        /// <summary>Its provider's circuit has counted a failure of it.</summary>
        public bool Counted { get; set; }
    }
}
