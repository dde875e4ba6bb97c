namespace AgentGrid.Server.Problems;

/// <summary>An expected failure as an HTTP answer.</summary>
internal sealed class FailureResult(Failure failure) : IResult, IStatusCodeHttpResult
{
    public Failure Failure => failure;

    public int? StatusCode => FailureStatus.Of(failure.Kind);

    public Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.WriteAsync(httpContext, failure);

    public static implicit operator FailureResult(Failure failure) => new(failure);
}
