using System.Collections.Immutable;
using AgentGrid.Core.Llm;

namespace AgentGrid.Grains.Knowledge;

/// <summary>The failures of a file, in one wording.</summary>
internal static class FileFailures
{
    private const string Cause = "cause";

    /// <summary>No vectors came; the cause goes with it for <see cref="IsOfTheText"/>.</summary>
    public static Failure Embedding(LlmException failed)
    {
        var failure = failed.ToFailure();
        return failure with { Code = FailureCodes.EmbeddingFailed, Extensions = failure.Extensions.Add(Cause, failed.Code) };
    }

    /// <summary>Whether the model took offence at this file's words: with another file's it might do.</summary>
    public static bool IsOfTheText(Failure failure) => failure.Extensions.GetValueOrDefault(Cause)
        is LlmErrorCodes.BadRequest or LlmErrorCodes.ContextTooLong or LlmErrorCodes.UnusableAnswer;

    public static Failure NotFound(string fileId) =>
        Failure.NotFound(FailureCodes.FileNotFound, $"There is no file '{fileId}', or it is not yours.");

    public static Failure NotRetryable(string status) => Failure.Conflict(
        FailureCodes.FileNotRetryable, $"The file is {status}. Only a failed or cancelled file is retried; a ready one is reprocessed.");

    public static Failure NotCancellable(string status) =>
        Failure.Conflict(FailureCodes.FileNotCancellable, $"The file is {status} already, so there is nothing to cancel. Delete it to remove it.");

    public static Failure NotPausable(string status) =>
        Failure.Conflict(FailureCodes.FileNotPausable, $"The file is {status} already, so there is nothing to pause.");

    public static Failure NotPaused(string status) =>
        Failure.Conflict(FailureCodes.FileNotPaused, $"The file is {status} and not paused, so there is nothing to resume.");

    public static Failure Busy(string status) =>
        Failure.Conflict(FailureCodes.FileBusy, $"The file is {status}. Wait until it is finished, or cancel it first.");

    public static Failure Changed() =>
        Failure.Conflict(FailureCodes.FileBusy, "The file was changed at this very moment. Try again.") with { Retryable = true };

    public static Failure Stalled(int attempts) => Failure.Invalid(
        FailureCodes.IngestionStalled,
        $"The file was begun {attempts} times and got no further each time: the server stopped or failed while reading it. "
        + "Split the file or convert it to another format, then upload that.");

    public static Failure Internal() => Failure.Invalid(
        FailureCodes.InternalError, "An unexpected error stopped the file. Retry it; if it fails again, the server's log says why.");

    public static Failure NoText() => Failure.Invalid(
        Core.Rag.Extraction.ExtractionCodes.NoTextFound, "No words were found in the file. Check that it is the document you meant.");
}
