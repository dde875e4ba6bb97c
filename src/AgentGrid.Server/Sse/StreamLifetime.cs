namespace AgentGrid.Server.Sse;

/// <summary>How long a stream to a client lasts at most: until the client leaves or the server stops.</summary>
internal static class StreamLifetime
{
    public static CancellationTokenSource Link(HttpContext context) => CancellationTokenSource.CreateLinkedTokenSource(
        context.RequestAborted, context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
}
