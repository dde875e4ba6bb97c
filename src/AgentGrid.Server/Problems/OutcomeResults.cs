using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Problems;

/// <summary>Outcomes as typed HTTP answers.</summary>
internal static class OutcomeResults
{
    public static Results<Ok<T>, FailureResult> ToOk<T>(this Outcome<T> outcome) =>
        outcome.TryGet(out var value, out var failure) ? TypedResults.Ok(value) : new FailureResult(failure);

    public static Results<Ok<TOut>, FailureResult> ToOk<T, TOut>(this Outcome<T> outcome, Func<T, TOut> map) =>
        outcome.TryGet(out var value, out var failure) ? TypedResults.Ok(map(value)) : new FailureResult(failure);

    public static Results<Created<T>, FailureResult> ToCreated<T>(this Outcome<T> outcome, Func<T, string> location) =>
        outcome.TryGet(out var value, out var failure)
            ? TypedResults.Created(location(value), value)
            : new FailureResult(failure);

    public static Results<Accepted<T>, FailureResult> ToAccepted<T>(this Outcome<T> outcome, Func<T, string> location) =>
        outcome.TryGet(out var value, out var failure)
            ? TypedResults.Accepted(location(value), value)
            : new FailureResult(failure);

    public static Results<NoContent, FailureResult> ToNoContent<T>(this Outcome<T> outcome) =>
        outcome.Succeeded ? TypedResults.NoContent() : new FailureResult(outcome.Failure);
}
