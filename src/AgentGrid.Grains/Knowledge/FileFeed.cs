using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AgentGrid.Knowledge;

namespace AgentGrid.Grains.Knowledge;

/// <summary>Shows a file's record to any number of watchers. Used only on its grain's scheduler. A slow watcher misses old records, never the newest.</summary>
internal sealed class FileFeed
{
    private const int MostWaiting = 64;

    private readonly List<Channel<KnowledgeFile>> _watchers = [];

    public void Publish(KnowledgeFile file)
    {
        foreach (var watcher in _watchers)
        {
            watcher.Writer.TryWrite(file);
        }
    }

    /// <summary>The file is gone: every watch ends.</summary>
    public void Close()
    {
        foreach (var watcher in _watchers)
        {
            watcher.Writer.TryComplete();
        }
    }

    public async IAsyncEnumerable<KnowledgeFile> WatchAsync(KnowledgeFile now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<KnowledgeFile>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        _watchers.Add(channel);
        try
        {
            yield return now;
            if (FileStates.IsTerminal(now.Status))
            {
                yield break;
            }

            await foreach (var file in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return file;
                if (FileStates.IsTerminal(file.Status))
                {
                    yield break;
                }
            }
        }
        finally
        {
            _watchers.Remove(channel);
        }
    }
}
