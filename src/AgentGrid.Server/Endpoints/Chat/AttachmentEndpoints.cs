using AgentGrid.Server.Auth;
using AgentGrid.Server.OpenApi;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Routing;
using AgentGrid.Sessions;
using AgentGrid.Storage.Blobs;
using AgentGrid.Storage.Sessions;
using AgentGrid.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.Chat;

/// <summary>Images of messages: <c>/api/sessions/{id}/attachments</c>.</summary>
internal static class AttachmentEndpoints
{
    public static void MapAttachments(this IEndpointRouteBuilder api) =>
        api.MapGet("/sessions/{sessionId}/attachments/{attachmentId}", GetAsync).WithTags("Chat").RequireScope(Scopes.Chat)
            .WithName("GetAttachment").WithSummary("The bytes of an image that came with a message")
            .WithMetadata(new AlsoAnswers("image/*", "The image.", IsBinary: true));

    private static async Task<Results<FileStreamHttpResult, FailureResult>> GetAsync(
        string sessionId, string attachmentId, CurrentCaller caller, IGrainFactory grains, ISessionStore sessions, IBlobStore blobs,
        HttpContext context, CancellationToken cancellationToken)
    {
        var session = await grains.GetGrain<ISessionGrain>(sessionId).GetAsync(caller);
        if (!session.Succeeded)
        {
            return new FailureResult(session.Failure);
        }

        if (await sessions.FindAttachmentAsync(sessionId, attachmentId, cancellationToken) is not { } image
            || await blobs.OpenReadAsync(image.Blob, cancellationToken) is not { } content)
        {
            return new FailureResult(IdKind.Attachment.NotFound);
        }

        // The bytes of an id never change, and are the caller's alone.
        context.Response.Headers.CacheControl = "private, max-age=86400, immutable";
        return TypedResults.Stream(content, image.Attachment.MediaType, enableRangeProcessing: true);
    }
}
