using System.Reflection;
using AgentGrid.Server.Hosting;

namespace AgentGrid.Server.Pages;

/// <summary>The plain pages: first steps at <c>/</c>, the API reference at <c>/docs</c>. They need nothing from elsewhere.</summary>
internal static class PageEndpoints
{
    private const string HtmlType = "text/html; charset=utf-8";

    public static void MapPages(this IEndpointRouteBuilder app)
    {
        Map(app, "/", "index.html", HtmlType);
        Map(app, "/docs", "docs.html", HtmlType);
        Map(app, "/assets/page.js", "page.js", "text/javascript; charset=utf-8");
        Map(app, "/assets/docs.js", "docs.js", "text/javascript; charset=utf-8");
        Map(app, "/assets/page.css", "page.css", "text/css; charset=utf-8");
    }

    private static void Map(IEndpointRouteBuilder app, string path, string resource, string contentType)
    {
        var bytes = new Lazy<byte[]>(() => Read(resource));
        app.MapGet(path, context =>
        {
            context.Response.ContentType = contentType;
            context.Response.Headers.CacheControl = "no-cache";
            context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.OwnPages;
            return context.Response.Body.WriteAsync(bytes.Value, 0, bytes.Value.Length, context.RequestAborted);
        }).AllowAnonymous().ExcludeFromDescription();
    }

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Pages/{name}")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
