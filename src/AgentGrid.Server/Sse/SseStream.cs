using AgentGrid.Server.Auth;
using Microsoft.AspNetCore.Http.Features;

namespace AgentGrid.Server.Sse;

/// <summary>Sends a sequence as server-sent events until it ends, the client leaves or the server stops.</summary>
internal static class SseStream
{
    public const string ContentType = "text/event-stream";

    /// <summary>Most silence before a comment goes out. The contract says ten seconds.</summary>
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(8);

    /// <summary>Sends items; those that are ready together leave together. Ends when the caller's credential is revoked.</summary>
    /// <param name="watch">Gives the items, until the token says that nobody wants more.</param>
    /// <param name="write">Appends one item to the writer.</param>
    public static async Task WriteAsync<T>(
        HttpContext context, Func<CancellationToken, IAsyncEnumerable<T>> watch, Action<SseWriter, T> write)
    {
        Begin(context.Response);
        using var stop = StreamLifetime.Link(context);
        var gate = new SemaphoreSlim(1);
        var writer = new SseWriter(context.Response.BodyWriter);
        await using var source = watch(stop.Token).GetAsyncEnumerator(stop.Token);
        try
        {
            await context.Response.StartAsync(stop.Token);
            var time = context.RequestServices.GetRequiredService<TimeProvider>();
            await using var heart = new Heartbeat(writer, gate, time, HeartbeatInterval, PresentedCredential.Of(context), stop);
            while (await NextAsync(source, heart, stop))
            {
                await gate.WaitAsync(stop.Token);
                try
                {
                    write(writer, source.Current);
                }
                finally
                {
                    // Whatever was wrong with the item: the heartbeat, which is disposed of next, waits for the gate.
                    gate.Release();
                }
            }

            await heart.FlushAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client left, or may not read on, or the server stops: what is durable can be read again from the last id.
        }
    }

    // What was written is sent before the stream waits for more, and only then.
    private static async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<T> source, Heartbeat heart, CancellationTokenSource stop)
    {
        var next = source.MoveNextAsync();
        if (next.IsCompleted)
        {
            return await next;
        }

        var alive = false;
        try
        {
            alive = await heart.FlushAsync(stop.Token);
        }
        finally
        {
            // An enumerator may not be disposed of while it moves, so it is stopped and awaited first.
            if (!alive)
            {
                await stop.CancelAsync();
                await ((Task)next.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return alive && await next;
    }

    private static void Begin(HttpResponse response)
    {
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }
}
