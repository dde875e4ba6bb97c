using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Streaming;

/// <summary>
/// A stream that gives way to another one when it is refused before its first update. From then on it is no more than the stream it
/// stands for: a link that matters only at the begin of an answer costs its tokens nothing.
/// </summary>
/// <param name="first">The call that is made.</param>
/// <param name="instead">The call to make after a failure of the first; null where there is none.</param>
internal sealed class SecondTryStream(
    IAsyncEnumerable<ChatResponseUpdate> first, Func<LlmException, IAsyncEnumerable<ChatResponseUpdate>?> instead)
    : IAsyncEnumerable<ChatResponseUpdate>
{
    public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Reader(first.GetAsyncEnumerator(cancellationToken), instead, cancellationToken);

    private sealed class Reader(
        IAsyncEnumerator<ChatResponseUpdate> updates,
        Func<LlmException, IAsyncEnumerable<ChatResponseUpdate>?> instead,
        CancellationToken cancellationToken) : IAsyncEnumerator<ChatResponseUpdate>
    {
        private IAsyncEnumerator<ChatResponseUpdate> _updates = updates;
        private bool _begun;

        public ChatResponseUpdate Current => _updates.Current;

        public ValueTask<bool> MoveNextAsync() => _begun ? _updates.MoveNextAsync() : BeginAsync();

        public ValueTask DisposeAsync() => _updates.DisposeAsync();

        private async ValueTask<bool> BeginAsync()
        {
            IAsyncEnumerable<ChatResponseUpdate>? other = null;
            try
            {
                var any = await _updates.MoveNextAsync();
                _begun = true;
                return any;
            }
            catch (LlmException e) when ((other = instead(e)) is not null)
            {
                await _updates.DisposeAsync();
            }

            _updates = other.GetAsyncEnumerator(cancellationToken);
            _begun = true;
            return await _updates.MoveNextAsync();
        }
    }
}
