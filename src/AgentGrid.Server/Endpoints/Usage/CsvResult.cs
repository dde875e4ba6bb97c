using System.Reflection;
using System.Text;
using AgentGrid.Server.OpenApi;
using Microsoft.AspNetCore.Http.Metadata;

namespace AgentGrid.Server.Endpoints.Usage;

/// <summary>Rows as an RFC 4180 download.</summary>
internal sealed class CsvResult(string fileName, IReadOnlyList<string[]> rows) : IResult, IEndpointMetadataProvider
{
    private const string ContentType = "text/csv; charset=utf-8";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        }

        httpContext.Response.ContentType = ContentType;
        httpContext.Response.Headers.ContentDisposition = $"attachment; filename={fileName}";
        await httpContext.Response.WriteAsync(text.ToString(), httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new AlsoAnswers("text/csv", "The same rows, with a header row, with ?format=csv."));

    // A spreadsheet takes a cell that begins so for a formula; model names come from users.
    private static string Cell(string value)
    {
        var safe = value is ['=' or '+' or '-' or '@' or '\t', ..] ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
