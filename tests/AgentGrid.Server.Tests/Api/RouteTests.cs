using AgentGrid.Server.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class RouteTests(TestServer server)
{
    private static readonly string[] Anonymous =
    [
        "GET /", "GET /docs", "GET /assets/page.js", "GET /assets/docs.js", "GET /assets/page.css",
        "GET /healthz", "HEAD /healthz", "GET /readyz", "HEAD /readyz", "GET /openapi/v1.json",
        "GET /api/setup", "POST /api/setup", "POST /api/auth/register", "POST /api/auth/login", "POST /api/auth/refresh",
    ];

    [Fact]
    public void AnonymousRoutes_AreExactlyThoseOfTheContract() =>
        Routes(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).ShouldBe(Anonymous, ignoreOrder: true);

    [Fact]
    public async Task ProtectedRoutes_WithoutCaller_Answer401()
    {
        foreach (var route in Routes(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
            var answer = await server.Anonymous.SendAsync(HttpMethod.Parse(method), Sample(path));
            answer.ShouldBeProblem(401, FailureCodes.Unauthenticated);
            answer.Response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer", route);
        }
    }

    /// <summary>A path that the route takes: with numbers where it takes nothing else.</summary>
    private static string Sample(string route) =>
        route.Replace("{version}", "1", StringComparison.Ordinal).Replace("{page:int}", "1", StringComparison.Ordinal);

    [Fact]
    public async Task UnknownRoute_Answers404AsProblem() =>
        (await server.Anonymous.GetAsync("/api/nothing")).ShouldBeProblem(404, FailureCodes.RouteNotFound);

    [Fact]
    public async Task WrongMethod_Answers405AsProblem()
    {
        var answer = await server.Ada.SendAsync(HttpMethod.Delete, "/api/setup");
        answer.ShouldBeProblem(405, FailureCodes.MethodNotAllowed);
        answer.Response.Content.Headers.Allow.ShouldContain("POST");
    }

    [Theory]
    [InlineData("GET", "/api/auth/login", "POST")]
    [InlineData("POST", "/readyz", "GET")]
    [InlineData("DELETE", "/api/agents", "POST")]
    public async Task WrongMethod_WithoutCaller_Answers405AsProblem(string method, string path, string allowed)
    {
        var answer = await server.Anonymous.SendAsync(HttpMethod.Parse(method), path);
        answer.ShouldBeProblem(405, FailureCodes.MethodNotAllowed);
        answer.Response.Content.Headers.Allow.ShouldContain(allowed);
    }

    [Fact]
    public async Task WrongContentType_OfAPublicRoute_Answers415AsProblem() =>
        (await server.Anonymous.PostAsync("/api/auth/login", new StringContent("{}"))).ShouldBeProblem(415, FailureCodes.UnsupportedMediaType);

    [Fact]
    public async Task Health_SaysThatItLivesAndCanStore()
    {
        (await server.Anonymous.GetAsync("/healthz")).Status.ShouldBe(200);
        (await server.Anonymous.GetAsync("/readyz")).Status.ShouldBe(200);
        (await server.Anonymous.SendAsync(HttpMethod.Head, "/healthz")).Status.ShouldBe(200);
        (await server.Anonymous.SendAsync(HttpMethod.Head, "/readyz")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/docs")]
    public async Task Pages_LoadNothingFromElsewhere(string path)
    {
        var page = await server.Anonymous.GetAsync(path);
        page.Status.ShouldBe(200);
        page.Text.ShouldNotContain("://");
        page.Text.ShouldNotContain("<script>");
        page.Response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; script-src 'self'");
    }

    [Fact]
    public async Task OpenApi_DescribesEveryRouteWithSummaryAnswersAndSecurity()
    {
        var answer = await server.Anonymous.GetAsync("/openapi/v1.json");
        answer.Status.ShouldBe(200, answer.Text);
        var described = new List<string>();
        foreach (var path in answer.Json.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var route = $"{operation.Name.ToUpperInvariant()} {path.Name}";
                described.Add(route);
                operation.Value.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(route);
                operation.Value.GetProperty("operationId").GetString().ShouldNotBeNullOrEmpty(route);
                operation.Value.GetProperty("responses").TryGetProperty("400", out var bad).ShouldBeTrue(route);
                bad.GetProperty("content").TryGetProperty("application/problem+json", out _).ShouldBeTrue(route);
                operation.Value.TryGetProperty("security", out _).ShouldBe(!Anonymous.Contains(route), route);
            }
        }

        var routes = Routes(_ => true).Where(route => route.Contains("/api/", StringComparison.Ordinal) || route.Contains('z', StringComparison.Ordinal))
            .Where(route => !route.Contains("openapi", StringComparison.Ordinal) && !route.StartsWith("HEAD", StringComparison.Ordinal));
        described.ShouldBe(routes, ignoreOrder: true);
    }

    private string[] Routes(Func<RouteEndpoint, bool> filter) =>
    [
        .. server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(filter)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}")),
    ];
}
