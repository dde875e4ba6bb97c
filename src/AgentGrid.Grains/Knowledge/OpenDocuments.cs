using AgentGrid.Core.Rag.Ingestion;

namespace AgentGrid.Grains.Knowledge;

/// <summary>
/// Documents that are being read, kept open between two calls to a worker. Losing one costs reading it again up to where it
/// was. Thread-safe.
/// </summary>
internal sealed class OpenDocuments(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DocumentReading Reading, DateTimeOffset Since)> _open = new(StringComparer.Ordinal);

    /// <summary>Takes out the open document of a file if it stands at a position; one that stands elsewhere is closed.</summary>
    public DocumentReading? Take(string fileId, int position)
    {
        DocumentReading? reading;
        lock (_lock)
        {
            if (!_open.Remove(fileId, out var kept))
            {
                return null;
            }

            reading = kept.Reading;
        }

        if (reading.Position == position)
        {
            return reading;
        }

        reading.Dispose();
        return null;
    }

    public void Keep(string fileId, DocumentReading reading)
    {
        var now = clock.GetUtcNow();
        List<DocumentReading> closed;
        lock (_lock)
        {
            closed = [.. _open.Where(entry => entry.Key == fileId || now - entry.Value.Since > LongestIdle).Select(entry => entry.Value.Reading)];
            foreach (var id in _open.Where(entry => closed.Contains(entry.Value.Reading)).Select(entry => entry.Key).ToList())
            {
                _open.Remove(id);
            }

            _open[fileId] = (reading, now);
        }

        closed.ForEach(old => old.Dispose());
    }

    public void Close(string fileId)
    {
        DocumentReading? reading;
        lock (_lock)
        {
            reading = _open.Remove(fileId, out var kept) ? kept.Reading : null;
        }

        reading?.Dispose();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var (reading, _) in _open.Values)
            {
                reading.Dispose();
            }

            _open.Clear();
        }
    }
}
