using System.Reflection;
using System.Text.Json;
using AgentGrid.Core.Json;
using AgentGrid.Knowledge;
using AgentGrid.Server.OpenApi;
using Microsoft.AspNetCore.Http.Metadata;

namespace AgentGrid.Server.Sse;

/// <summary>A file's record as server-sent events named <c>file</c>, at every change.</summary>
internal sealed class FileEventsResult(Func<CancellationToken, IAsyncEnumerable<KnowledgeFile>> watch) : IResult, IEndpointMetadataProvider
{
    private const string EventName = "file";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var id = 0L;
        return SseStream.WriteAsync(
            httpContext, watch, (writer, file) => writer.Write(++id, EventName, JsonSerializer.Serialize(file, JsonDefaults.Options)));
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new AlsoAnswers(
            SseStream.ContentType, $"Server-sent events named '{EventName}', whose data are the file's record."));
}
