using System.Collections.Immutable;
using AgentGrid.Analytics;

namespace AgentGrid.Knowledge;

/// <summary>
/// The heavy, pure part of ingestion; keyed by file id. Owns nothing: any call can be answered from the file's bytes alone; a
/// document that is being read is kept open between calls only to save time.
/// </summary>
[Alias("ingestion-worker-grain")]
public interface IIngestionWorkerGrain : IGrainWithStringKey
{
    /// <summary>
    /// The next passages of a file. Fails with the reason why the file has no text, or with <c>file_changed</c> when what was
    /// read before is not what is read now.
    /// </summary>
    [Alias("read"), ResponseTimeout("01:00:00")]
    Task<Outcome<PassageBatch>> ReadAsync(PassageRequest request, CancellationToken cancellationToken);

    /// <summary>The vectors of texts, in order. Fails as retryable when the model is unavailable.</summary>
    /// <param name="owner">Who pays where a provider embeds.</param>
    [Alias("embed"), ResponseTimeout("01:00:00")]
    Task<Outcome<EmbeddedPassages>> EmbedAsync(ImmutableArray<string> texts, UsageOwner owner, CancellationToken cancellationToken);

    /// <summary>Closes a document that was being read and will not be read on. Harmless at any time.</summary>
    [Alias("close")]
    Task CloseAsync(string fileId);
}
