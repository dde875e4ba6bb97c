using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgentGrid.Testing.Llm;

/// <summary>
/// A chat client that plays prepared answers in order and counts what it is asked and what it gives out. The last script
/// is played again when there are more calls than scripts.
/// </summary>
public sealed class ScriptedChatClient(params ChatScript[] scripts) : IChatClient
{
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private int _calls;
    private int _given;
    private int _open;

    /// <summary>Calls so far.</summary>
    public int Calls => _calls;

    /// <summary>Updates given out so far: what a provider would charge for.</summary>
    public int UpdatesGiven => _given;

    /// <summary>Streams that were begun and not yet closed.</summary>
    public int OpenStreams => _open;

    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = Interlocked.Increment(ref _calls) - 1;
        _requests.Enqueue(new RecordedRequest([.. messages], options));
        Interlocked.Increment(ref _open);
        try
        {
            await foreach (var update in scripts[Math.Min(call, scripts.Length - 1)](cancellationToken))
            {
                Interlocked.Increment(ref _given);
                yield return update;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
