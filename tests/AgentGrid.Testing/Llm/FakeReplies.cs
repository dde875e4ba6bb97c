using System.Text;
using Microsoft.AspNetCore.Http;

namespace AgentGrid.Testing.Llm;

/// <summary>Answers by bytes and behaviour, whatever the vendor.</summary>
public static class FakeReplies
{
    /// <summary>An answer that is not a success.</summary>
    public static FakeReply Error(int status, string body, string? retryAfter = null, string contentType = "application/json") => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        await context.Response.WriteAsync(body, context.RequestAborted);
    };

    /// <summary>An answer that sends elsewhere.</summary>
    public static FakeReply Redirect(int status, string location) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    };

    /// <summary>A plain JSON answer.</summary>
    public static FakeReply Json(string body) => Error(200, body);

    /// <summary>A whole stream of events; <paramref name="pieceSize"/> bytes at a time when given.</summary>
    public static FakeReply Stream(string events, int? pieceSize = null) => Stream(Encoding.UTF8.GetBytes(events), pieceSize);

    /// <summary>A whole stream of events, byte for byte.</summary>
    public static FakeReply Stream(byte[] events, int? pieceSize = null) => async context =>
    {
        Begin(context);
        await WriteAsync(context, events, pieceSize ?? events.Length);
    };

    /// <summary>A plain body that claims to be compressed.</summary>
    public static FakeReply FalselyCompressed(string body) => async context =>
    {
        context.Response.Headers.ContentEncoding = "gzip";
        await context.Response.WriteAsync(body, context.RequestAborted);
    };

    /// <summary>The events, then the connection is cut without an end.</summary>
    public static FakeReply StreamThenCut(string events) => async context =>
    {
        // A longer answer was promised than comes: the server closes the connection once what there is has been sent.
        // Aborting it here could drop what was written.
        Begin(context);
        var bytes = Encoding.UTF8.GetBytes(events);
        context.Response.ContentLength = bytes.Length + 1_000;
        await WriteAsync(context, bytes, int.MaxValue);
    };

    /// <summary>The events, then nothing until the client goes away.</summary>
    public static FakeReply StreamThenStall(string events) => async context =>
    {
        Begin(context);
        await WriteAsync(context, Encoding.UTF8.GetBytes(events), int.MaxValue);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
    };

    /// <summary>Accepts the request and never answers.</summary>
    public static FakeReply Silence() =>
        context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

    private static void Begin(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
    }

    private static async Task WriteAsync(HttpContext context, byte[] bytes, int pieceSize)
    {
        foreach (var piece in bytes.Chunk(Math.Max(1, Math.Min(pieceSize, bytes.Length))))
        {
            await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
