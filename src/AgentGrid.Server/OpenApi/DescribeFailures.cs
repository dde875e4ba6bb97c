using System.Globalization;
using AgentGrid.Server.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AgentGrid.Server.OpenApi;

/// <summary>The problem documents that a route may answer, and whether it needs a caller.</summary>
internal sealed class DescribeFailures : IOpenApiOperationTransformer
{
    /// <summary>What some routes answer beside the rest, by operation.</summary>
    private static readonly Dictionary<string, int[]> Further = new(StringComparer.Ordinal)
    {
        ["Chat"] = [404, 406, 502],
        ["ContinueTurn"] = [406, 409, 413, 502],
        ["CancelTurn"] = [409],
        ["RetryFile"] = [409],
        ["CancelFile"] = [409],
        ["PauseFile"] = [409],
        ["ResumeFile"] = [409],
        ["ReprocessFile"] = [409],
        ["SearchKnowledge"] = [502],
        ["UpdateAgent"] = [412, 428],
        ["ActivateVersion"] = [409, 412],
        ["DeleteAgent"] = [409, 412],
        ["SaveSettings"] = [412],
        ["GetProvider"] = [404],
        ["SaveProvider"] = [412],
        ["RemoveProvider"] = [404, 409],
        ["TestProvider"] = [404],
        ["Register"] = [403],
        ["Login"] = [401, 403],
        ["Refresh"] = [401, 403],
    };

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(context);
        var anonymous = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any();
        var hasId = context.Description.RelativePath?.Contains("Id}", StringComparison.Ordinal) == true;
        var hasBody = operation.RequestBody is not null;
        int[] statuses =
        [
            400,
            .. anonymous ? [] : new[] { 401, 403 },
            .. hasId ? [404] : Array.Empty<int>(),
            .. hasBody ? [409, 413, 415] : Array.Empty<int>(),
            .. Further.GetValueOrDefault(operation.OperationId ?? "") ?? [],
            429, 503,
        ];
        operation.Responses ??= [];
        foreach (var status in statuses)
        {
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = Problem(status);
        }

        if (!anonymous)
        {
            operation.Security =
            [
                new OpenApiSecurityRequirement
                {
                    [new OpenApiSecuritySchemeReference(DescribeDocument.SchemeName, context.Document)] = [],
                },
            ];
        }

        return Task.CompletedTask;
    }

    private static OpenApiResponse Problem(int status) => new()
    {
        Description = FailureStatus.Title(status),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [ProblemWriter.ContentType] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { "status", "title", "detail", "code" },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                        ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
                        ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What was wrong and how to mend it." },
                        ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable, for programs." },
                        ["retryable"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "Whether the same request may succeed later." },
                        ["retryAfter"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "Seconds to wait first, where known." },
                    },
                },
            },
        },
    };
}
