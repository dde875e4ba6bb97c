using AgentGrid.Agents;
using AgentGrid.Knowledge;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Contracts.Files;
using AgentGrid.Server.Idempotency;
using AgentGrid.Server.OpenApi;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Routing;
using AgentGrid.Server.Sse;
using AgentGrid.Server.Uploads;
using AgentGrid.Storage.Blobs;
using AgentGrid.Storage.Knowledge;
using AgentGrid.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AgentGrid.Server.Endpoints.Files;

/// <summary>An agent's files: <c>/api/agents/{id}/files</c> and <c>/api/files</c>.</summary>
internal static class FileEndpoints
{
    public static void MapFiles(this IEndpointRouteBuilder api)
    {
        var ofAgent = api.MapGroup("/agents/{agentId}/files").WithTags("Knowledge").RequireScope(Scopes.Files);
        ofAgent.MapPost("", UploadAsync).WithName("UploadFiles").WithMetadata(new DisableRequestSizeLimitAttribute())
            .Accepts<IFormFileCollection>("multipart/form-data")
            .WithSummary("Give the agent files, as multipart parts named 'file'; the same bytes again answer the file it has");
        ofAgent.MapGet("", ListAsync).WithName("ListFiles").WithSummary("The agent's files, newest first");

        var files = api.MapGroup("/files/{fileId}").WithTags("Knowledge").RequireScope(Scopes.Files);
        files.MapGet("", GetAsync).WithName("GetFile").WithSummary("A file and how far it has come");
        files.MapGet("/events", EventsAsync).WithName("WatchFile")
            .WithSummary("The file's record as server-sent events, at every change, until it is ready, failed or cancelled");
        files.MapGet("/content", ContentAsync).WithName("DownloadFile").WithSummary("The bytes as they were uploaded, as an attachment")
            .WithMetadata(new AlsoAnswers("application/octet-stream", "The bytes, under the file's own content type.", IsBinary: true));
        files.MapGet("/chunks", ChunksAsync).WithName("ListChunks").WithSummary("The passages that searches see, in order");
        files.MapPost("/retry", RetryAsync).WithName("RetryFile").WithSummary("Begin a failed or cancelled file again");
        files.MapPost("/cancel", CancelAsync).WithName("CancelFile").WithSummary("Stop a file that is not finished");
        files.MapPost("/pause", PauseAsync).WithName("PauseFile")
            .WithSummary("Hold a file that is not finished: it is queued with 'paused' true, and what is done is kept");
        files.MapPost("/resume", ResumeAsync).WithName("ResumeFile").WithSummary("Go on with a paused file where it stopped");
        files.MapPost("/reprocess", ReprocessAsync).WithName("ReprocessFile").WithSummary("Do a finished file again from its bytes");
        files.MapDelete("", DeleteAsync).WithName("DeleteFile").WithSummary("Remove bytes, chunks and vectors; none remain");
    }

    private static async Task<Results<Accepted<UploadedFiles>, FailureResult>> UploadAsync(
        string agentId, RequestIds ids, CurrentCaller caller, IGrainFactory grains, UploadDesk desk, HttpContext context)
    {
        // Before the body is read: whoever may not add files is not let fill the disk.
        var access = await grains.GetGrain<IAgentGrain>(agentId).AuthorizeAsync(caller, AgentAccess.Editor);
        return access.Succeeded
            ? (await desk.TakeAsync(agentId, context.Request, ids, caller)).ToAccepted(_ => $"/api/agents/{agentId}/files")
            : new FailureResult(access.Failure);
    }

    private static async Task<Results<Ok<Page<KnowledgeFile>>, FailureResult>> ListAsync(
        string agentId, [AsParameters] PageQuery paging, CurrentCaller caller, IGrainFactory grains, IKnowledgeStore files,
        CancellationToken cancellationToken)
    {
        var access = await grains.GetGrain<IAgentGrain>(agentId).AuthorizeAsync(caller, AgentAccess.Editor);
        if (!access.Succeeded)
        {
            return new FailureResult(access.Failure);
        }

        return paging.ToRequest().TryGet(out var page, out var failure)
            ? (await files.ListFilesAsync(agentId, page, cancellationToken)).ToOk()
            : new FailureResult(failure);
    }

    private static async Task<Results<Ok<KnowledgeFile>, FailureResult>> GetAsync(string fileId, CurrentCaller caller, IGrainFactory grains) =>
        (await grains.GetGrain<IKnowledgeFileGrain>(fileId).GetAsync(caller)).ToOk();

    private static async Task<Results<FileEventsResult, FailureResult>> EventsAsync(
        string fileId, CurrentCaller caller, IGrainFactory grains)
    {
        var grain = grains.GetGrain<IKnowledgeFileGrain>(fileId);
        var file = await grain.GetAsync(caller);
        return file.Succeeded ? new FileEventsResult(grain.WatchAsync) : new FailureResult(file.Failure);
    }

    private static async Task<Results<FileStreamHttpResult, FailureResult>> ContentAsync(
        string fileId, CurrentCaller caller, IGrainFactory grains, IBlobStore blobs, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IKnowledgeFileGrain>(fileId);
        var (file, blob) = (await grain.GetAsync(caller), await grain.GetBlobNameAsync(caller));
        if ((file.Failure ?? blob.Failure) is { } failure)
        {
            return new FailureResult(failure);
        }

        return await blobs.OpenReadAsync(blob.Value!, cancellationToken) is { } content
            ? TypedResults.Stream(content, file.Value!.ContentType, file.Value.Name, enableRangeProcessing: true)
            : new FailureResult(IdKind.File.NotFound);
    }

    private static async Task<Results<Ok<Page<KnowledgeChunk>>, FailureResult>> ChunksAsync(
        string fileId, [AsParameters] PageQuery paging, CurrentCaller caller, IGrainFactory grains) =>
        paging.ToRequest().TryGet(out var page, out var failure)
            ? (await grains.GetGrain<IKnowledgeFileGrain>(fileId).ListChunksAsync(caller, page)).ToOk()
            : new FailureResult(failure);

    private static async Task<Results<Ok<KnowledgeFile>, FailureResult>> RetryAsync(string fileId, CurrentCaller caller, IGrainFactory grains) =>
        (await grains.GetGrain<IKnowledgeFileGrain>(fileId).RetryAsync(caller)).ToOk();

    private static async Task<Results<Ok<KnowledgeFile>, FailureResult>> CancelAsync(string fileId, CurrentCaller caller, IGrainFactory grains) =>
        (await grains.GetGrain<IKnowledgeFileGrain>(fileId).CancelAsync(caller)).ToOk();

    private static async Task<Results<Ok<KnowledgeFile>, FailureResult>> PauseAsync(string fileId, CurrentCaller caller, IGrainFactory grains) =>
        (await grains.GetGrain<IKnowledgeFileGrain>(fileId).PauseAsync(caller)).ToOk();

    private static async Task<Results<Ok<KnowledgeFile>, FailureResult>> ResumeAsync(string fileId, CurrentCaller caller, IGrainFactory grains) =>
        (await grains.GetGrain<IKnowledgeFileGrain>(fileId).UnpauseAsync(caller)).ToOk();

    private static async Task<Results<Ok<KnowledgeFile>, FailureResult>> ReprocessAsync(string fileId, CurrentCaller caller, IGrainFactory grains) =>
        (await grains.GetGrain<IKnowledgeFileGrain>(fileId).ReprocessAsync(caller)).ToOk();

    private static async Task<Results<NoContent, FailureResult>> DeleteAsync(string fileId, CurrentCaller caller, IGrainFactory grains) =>
        (await grains.GetGrain<IKnowledgeFileGrain>(fileId).DeleteAsync(caller)).ToNoContent();
}
