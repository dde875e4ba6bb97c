using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AgentGrid.Server.OpenApi;

/// <summary>The API's description as JSON, made for the first who asks. It is the same for everybody: routes do not change.</summary>
internal sealed class OpenApiText([FromKeyedServices(OpenApiServices.DocumentName)] IOpenApiDocumentProvider documents)
{
    private volatile byte[]? _json;

    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken) => _json ??= await WriteAsync(cancellationToken);

    private async Task<byte[]> WriteAsync(CancellationToken cancellationToken)
    {
        var document = await documents.GetOpenApiDocumentAsync(cancellationToken);
        using var json = new MemoryStream();
        await document.SerializeAsJsonAsync(json, OpenApiSpecVersion.OpenApi3_1, cancellationToken);
        return json.ToArray();
    }
}
