using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AgentGrid.Server.OpenApi;

/// <summary>The forms of an answer beside JSON.</summary>
internal sealed class DescribeAnswers : IOpenApiOperationTransformer
{
    private const string Success = "200";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(context);
        foreach (var answer in context.Description.ActionDescriptor.EndpointMetadata.OfType<AlsoAnswers>())
        {
            operation.Responses ??= [];
            if (!operation.Responses.TryGetValue(Success, out var known) || known is not OpenApiResponse response)
            {
                operation.Responses[Success] = response = new OpenApiResponse { Description = "OK" };
            }

            response.Content ??= new Dictionary<string, OpenApiMediaType>();
            response.Content[answer.ContentType] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Format = answer.IsBinary ? "binary" : null,
                    Description = answer.Description,
                },
            };
        }

        return Task.CompletedTask;
    }
}
