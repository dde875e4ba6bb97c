using Microsoft.AspNetCore.Diagnostics;

namespace AgentGrid.Server.Problems;

/// <summary>Gives a problem document to error answers that the framework leaves empty: unknown routes, wrong methods.</summary>
internal static class EmptyFailures
{
    public static Task WriteAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        var request = context.Request;
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ProblemWriter.WriteAsync(context, Failure.NotFound(
                FailureCodes.RouteNotFound, $"There is no {request.Method} {request.Path}. /openapi/v1.json lists what there is.")),
            StatusCodes.Status405MethodNotAllowed => ProblemWriter.WriteAsync(
                context, StatusCodes.Status405MethodNotAllowed, FailureCodes.MethodNotAllowed,
                $"{request.Path} does not take {request.Method}. It takes {context.Response.Headers.Allow}."),
            StatusCodes.Status415UnsupportedMediaType => ProblemWriter.WriteAsync(context, new Failure(
                FailureKind.Unsupported, FailureCodes.UnsupportedMediaType, "This route does not take a body of that Content-Type.")),
            StatusCodes.Status413PayloadTooLarge => ProblemWriter.WriteAsync(context, RequestFailures.TooLarge),
            StatusCodes.Status400BadRequest when request.Query.Count > 0 => ProblemWriter.WriteAsync(context, Failure.Invalid(
                FailureCodes.InvalidRequest,
                $"A value in the query has not the form that this route takes: {string.Join(", ", request.Query.Keys.Take(20))}. "
                + "/openapi/v1.json says what each takes.")),
            var code => ProblemWriter.WriteAsync(context, code, FailureCodes.InvalidRequest, "The request could not be processed."),
        };
    }
}
