using System.Reflection;
using AgentGrid.Server.OpenApi;
using AgentGrid.Sessions;
using Microsoft.AspNetCore.Http.Metadata;

namespace AgentGrid.Server.Sse;

/// <summary>A turn's events as server-sent events, each with its own id, from one id on until the turn's end.</summary>
internal sealed class TurnEventsResult(ISessionGrain session, string turnId, long afterId) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) => SseStream.WriteAsync(
        httpContext, stop => session.WatchTurnAsync(turnId, afterId, stop),
        static (writer, turnEvent) => writer.Write(turnEvent.Id, turnEvent.Name, turnEvent.Data));

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new AlsoAnswers(
            SseStream.ContentType, "Server-sent events, each with an id that counts up by one: turn.started, retrieval, delta, tool.call, "
            + "tool.result, usage, and turn.completed or turn.failed as the last."));
}
