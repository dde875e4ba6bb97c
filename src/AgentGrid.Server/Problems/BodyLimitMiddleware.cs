using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace AgentGrid.Server.Problems;

/// <summary>
/// Answers 413 for bodies that are too large, after taking them off the wire: a client that is still sending when the connection
/// closes would see a broken pipe instead of the reason. What is larger than anyone sends by mistake is cut off at once.
/// </summary>
internal sealed class BodyLimitMiddleware(RequestDelegate next, TimeProvider time)
{
    /// <summary>Largest body of a route that is not an upload.</summary>
    public const long MaxBodyBytes = 4 * 1024 * 1024;

    private const long MaxDrainedBytes = 256L * 1024 * 1024;
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(20);

    // Not async: where it only passes on, nothing of it stays for as long as a stream lasts.
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var declared = context.Request.ContentLength;
        var own = context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>();
        var limit = own is null ? MaxBodyBytes : own.MaxRequestBodySize;
        return declared > limit ? RefuseAsync(context, declared.Value, limit.Value) : next(context);
    }

    private async Task RefuseAsync(HttpContext context, long declared, long limit)
    {
        if (declared <= MaxDrainedBytes)
        {
            await DrainAsync(context);
        }

        await ProblemWriter.WriteAsync(context, new Failure(
            FailureKind.TooLarge, FailureCodes.RequestTooLarge,
            $"The body has {declared} bytes; this route takes at most {limit}. Send less at once."));
    }

    private async Task DrainAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxDrainedBytes;
        }

        using var timeout = new CancellationTokenSource(LongestDrain, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, stop.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            // It was given time enough.
        }
    }
}
