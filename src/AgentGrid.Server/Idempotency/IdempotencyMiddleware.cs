using System.Security.Cryptography;
using System.Text;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Problems;

namespace AgentGrid.Server.Idempotency;

/// <summary>
/// Gives endpoints marked <see cref="IdempotentAttribute"/> their meaning. The answer is kept before anyone sees it, so a client
/// that saw one always gets the same again; one that saw none has the request executed again under the same derived ids.
/// </summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next, IdempotentRequests requests)
{
    // Not async: where it only passes on, nothing of it stays for as long as a stream lasts.
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var read = IdempotencyHeader.Read(context.Request);
        return read.Failure is { } failure ? ProblemWriter.WriteAsync(context, failure)
            : read.Value is not { } key || context.GetEndpoint()?.Metadata.GetMetadata<IdempotentAttribute>() is null ? next(context)
            : AnswerAsync(context, key);
    }

    private async Task AnswerAsync(HttpContext context, string key)
    {
        var hash = await HashAsync(context.Request);
        if (CurrentCaller.Of(context) is null)
        {
            await AnonymousScope.ReadAsync(context, hash);
        }

        var scope = RequestIds.Of(context).Scope;
        var claim = await requests.ClaimAsync(scope, key, hash, context.RequestAborted);
        if (claim.Failure is { } failure)
        {
            await ProblemWriter.WriteAsync(context, failure);
            return;
        }

        var answer = claim.Value ?? await ExecuteAsync(context, scope, key);
        await answer.WriteAsync(context.Response, context.RequestAborted);
    }

    private async Task<StoredAnswer> ExecuteAsync(HttpContext context, string scope, string key)
    {
        var client = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        var kept = false;
        try
        {
            await next(context);
            await context.Response.BodyWriter.FlushAsync();
            var answer = StoredAnswer.Of(context.Response, buffer.ToArray());
            if (answer.Status is >= 200 and < 300)
            {
                await requests.CompleteAsync(scope, key, answer);
                kept = true;
            }

            return answer;
        }
        finally
        {
            context.Response.Body = client;
            if (!kept)
            {
                await requests.AbandonAsync(scope, key);
            }
        }
    }

    private static async Task<string> HashAsync(HttpRequest request)
    {
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.QueryString}\n"));
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
