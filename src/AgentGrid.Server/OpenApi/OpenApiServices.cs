namespace AgentGrid.Server.OpenApi;

/// <summary>The machine-readable description of the API: <c>/openapi/v1.json</c>.</summary>
internal static class OpenApiServices
{
    public const string DocumentPath = "/openapi/v1.json";
    private const string DocumentName = "v1";

    public static IServiceCollection AddAgentGridOpenApi(this IServiceCollection services) =>
        services.AddOpenApi(DocumentName, static options =>
        {
            options.AddDocumentTransformer<DescribeDocument>();
            options.AddOperationTransformer<DescribeAnswers>();
            options.AddOperationTransformer<DescribeFailures>();
            options.AddOperationTransformer<DescribeHeaders>();
        });

    public static void MapOpenApiDocument(this IEndpointRouteBuilder app) =>
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
}
