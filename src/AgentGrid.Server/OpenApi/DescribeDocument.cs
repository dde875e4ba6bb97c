using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AgentGrid.Server.OpenApi;

/// <summary>Title, rules that hold everywhere, and how to sign in.</summary>
internal sealed class DescribeDocument : IOpenApiDocumentTransformer
{
    public const string SchemeName = "bearer";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        document.Info = new OpenApiInfo
        {
            Title = "AgentGrid",
            Version = "v1",
            Description =
                "Build agents, give them knowledge, chat with them.\n\nJSON is camelCase; times are ISO 8601 UTC; money is US dollars. "
                + "Lists take ?limit= (50, at most 200) and ?cursor=. Errors are RFC 9457 problem documents with a stable `code`. What "
                + "you may not see answers 404. Unknown fields are refused by name.",
            License = new OpenApiLicense { Name = "MIT" },
        };

        // Where the description was read from is where the server is, whatever it calls itself behind a proxy.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[SchemeName] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The accessToken of a sign-in, or an API key (agk_…).",
        };
        return Task.CompletedTask;
    }
}
