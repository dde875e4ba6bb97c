using System.Net.Mime;

namespace AgentGrid.Server.OpenApi;

/// <summary>The machine-readable description of the API: <c>/openapi/v1.json</c>.</summary>
internal static class OpenApiServices
{
    public const string DocumentPath = "/openapi/v1.json";
    public const string DocumentName = "v1";

    public static IServiceCollection AddAgentGridOpenApi(this IServiceCollection services) =>
        services.AddSingleton<OpenApiText>().AddOpenApi(DocumentName, static options =>
        {
            options.AddDocumentTransformer<DescribeDocument>();
            options.AddOperationTransformer<DescribeAnswers>();
            options.AddOperationTransformer<DescribeFailures>();
            options.AddOperationTransformer<DescribeHeaders>();
        });

    public static void MapOpenApiDocument(this IEndpointRouteBuilder app) =>
        app.MapGet(DocumentPath, static async (OpenApiText text, CancellationToken cancellationToken) =>
                TypedResults.Bytes(await text.ReadAsync(cancellationToken), MediaTypeNames.Application.Json))
            .AllowAnonymous().ExcludeFromDescription();
}
