using AgentGrid.Server.Auth;
using Microsoft.AspNetCore.Http;

namespace AgentGrid.Server.Tests.Auth;

public sealed class CrossSiteGuardTests
{
    [Theory]
    [InlineData("POST", "cross-site", null, true)]
    [InlineData("POST", "same-site", null, true)]
    [InlineData("DELETE", null, "https://evil.example", true)]
    [InlineData("PUT", null, "null", true)]
    [InlineData("POST", null, "http://localhost:9999", true)]
    [InlineData("POST", "same-origin", "http://localhost:5080", false)]
    [InlineData("POST", null, "http://localhost:5080", false)]
    [InlineData("POST", null, null, false)]
    [InlineData("GET", "cross-site", "https://evil.example", false)]
    public void Refuses_OnlyWritesOfOtherSites(string method, string? fetchSite, string? origin, bool refused)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = method;
        request.Host = new HostString("localhost:5080");
        if (fetchSite is not null)
        {
            request.Headers["Sec-Fetch-Site"] = fetchSite;
        }

        if (origin is not null)
        {
            request.Headers.Origin = origin;
        }

        CrossSiteGuard.Refuses(request).ShouldBe(refused);
    }
}
