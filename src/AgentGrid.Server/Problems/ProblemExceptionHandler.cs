using System.Text.Json;
using AgentGrid.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace AgentGrid.Server.Problems;

/// <summary>The one place where an exception becomes an answer. Nothing of the exception reaches the client.</summary>
internal sealed partial class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }

        if (FailureOf(exception) is { } failure)
        {
            await ProblemWriter.WriteAsync(httpContext, failure);
            return true;
        }

        LogUnexpected(logger, exception, httpContext.Request.Method, httpContext.Request.Path, httpContext.TraceIdentifier);
        await ProblemWriter.WriteAsync(
            httpContext, StatusCodes.Status500InternalServerError, FailureCodes.InternalError,
            $"The server failed unexpectedly. Its log has the cause under {httpContext.TraceIdentifier}.");
        return true;
    }

    private Failure? FailureOf(Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException bad:
                return RequestFailures.Of(bad);
            case JsonException json:
                return JsonFailures.Of(json);
            case StorageUnavailableException unavailable:
                LogStorageUnavailable(logger, unavailable);
                return new Failure(
                    FailureKind.Unavailable, FailureCodes.StorageUnavailable,
                    "The server cannot store anything now (disk full, or database locked). Nothing was changed; try again shortly.")
                {
                    Retryable = true,
                    RetryAfter = TimeSpan.FromSeconds(5),
                };
            case TimeoutException timeout:
                LogTimeout(logger, timeout);
                return new Failure(
                    FailureKind.Unavailable, FailureCodes.Busy, "The server is too busy to answer in time. Try again shortly.")
                {
                    Retryable = true,
                    RetryAfter = TimeSpan.FromSeconds(2),
                };
            default:
                return null;
        }
    }
}
