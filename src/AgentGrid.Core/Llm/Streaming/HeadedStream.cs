using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Streaming;

/// <summary>
/// A stream whose first updates somebody reads, and may put others before, until it is known to be the one. From then on it is no
/// more than the stream it stands for: its tokens cost nothing.
/// </summary>
/// <param name="open">Makes the call. Disposes of what it opened when it fails.</param>
internal sealed class HeadedStream(Func<CancellationToken, Task<HeadedStream.Opened>> open, CancellationToken cancellationToken)
    : IAsyncEnumerable<ChatResponseUpdate>
{
    public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken reader = default) =>
        new Reader(
            open,
            reader == cancellationToken || !reader.CanBeCanceled || !cancellationToken.CanBeCanceled
                ? null
                : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, reader),
            reader.CanBeCanceled ? reader : cancellationToken);

    /// <param name="Head">What comes first.</param>
    /// <param name="Rest">What follows.</param>
    internal sealed record Opened(List<ChatResponseUpdate> Head, IAsyncEnumerator<ChatResponseUpdate> Rest);

    private sealed class Reader(Func<CancellationToken, Task<Opened>> open, CancellationTokenSource? either, CancellationToken one)
        : IAsyncEnumerator<ChatResponseUpdate>
    {
        private Opened? _opened;
        private int _next;

        public ChatResponseUpdate Current => _next <= _opened!.Head.Count ? _opened.Head[_next - 1] : _opened.Rest.Current;

        public ValueTask<bool> MoveNextAsync()
        {
            if (_opened is null)
            {
                return OpenAsync();
            }

            if (_next < _opened.Head.Count)
            {
                _next++;
                return ValueTask.FromResult(true);
            }

            _next = int.MaxValue;
            return _opened.Rest.MoveNextAsync();
        }

        public async ValueTask DisposeAsync()
        {
            if (_opened is not null)
            {
                await _opened.Rest.DisposeAsync();
            }

            either?.Dispose();
        }

        private async ValueTask<bool> OpenAsync()
        {
            _opened = await open(either?.Token ?? one);
            return await MoveNextAsync();
        }
    }
}
