using AgentGrid.Server.Idempotency;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AgentGrid.Server.OpenApi;

/// <summary>The request headers that some routes take.</summary>
internal sealed class DescribeHeaders : IOpenApiOperationTransformer
{
    private static readonly HashSet<string> TakesKey = ["Chat", "ContinueTurn", "UploadFiles"];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(context);
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IdempotentAttribute>().Any() || TakesKey.Contains(operation.OperationId ?? ""))
        {
            Add(operation, IdempotencyHeader.Name, false, "The same key and body give the same answer and one effect; another body answers 409.");
        }

        switch (operation.OperationId)
        {
            case "UpdateAgent":
                Add(operation, "If-Match", true, "The latestVersion that the change is based on, in quotes. A stale one answers 412.");
                break;
            case "ActivateVersion":
            case "DeleteAgent":
                Add(operation, "If-Match", false, "The latestVersion that the caller knows, in quotes. A stale one answers 412; without it there is no check.");
                break;
            case "SaveSettings":
                Add(operation, "If-Match", false, "The revision that the change is based on, in quotes. A stale one answers 412; without it there is no check.");
                break;
            case "WatchTurn":
                Add(operation, "Last-Event-ID", false, "The id of the last event seen; the stream goes on after it.");
                break;
        }

        return Task.CompletedTask;
    }

    private static void Add(OpenApiOperation operation, string name, bool required, string description)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = required,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }
}
