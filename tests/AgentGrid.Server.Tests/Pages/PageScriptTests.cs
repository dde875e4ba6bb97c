using System.Diagnostics;
using System.Text.Json;
using AgentGrid.Server.Hosting;
using AgentGrid.Testing;

namespace AgentGrid.Server.Tests.Pages;

/// <summary>The page's own script, in Node.js with a stand-in for the browser.</summary>
public sealed class PageScriptTests
{
    private const string Logout = "POST /api/auth/logout";
    private const string Refresh = "POST /api/auth/refresh";

    [SkippableFact]
    public async Task SignOut_AccessCookieIsGone_RenewsAndEndsTheSignIn()
    {
        var page = await SignOutAsync("""{"POST /api/auth/logout":[401,204]}""");
        page.Asked.ShouldBe([Logout, Refresh, Logout]);
        page.Reloaded.ShouldBeTrue();
    }

    [SkippableFact]
    public async Task SignOut_SignInIsOver_ShowsThePageAnew()
    {
        var page = await SignOutAsync("""{"POST /api/auth/logout":[401],"POST /api/auth/refresh":[401]}""");
        page.Asked.ShouldBe([Logout, Refresh]);
        page.Reloaded.ShouldBeTrue();
    }

    [SkippableFact]
    public async Task SignOut_ThatFailed_IsSaid()
    {
        var page = await SignOutAsync("""{"POST /api/auth/logout":[503]}""");
        page.Reloaded.ShouldBeFalse();
        page.Status.ShouldBe("status 503");
    }

    private static async Task<(string[] Asked, bool Reloaded, string Status)> SignOutAsync(string answers)
    {
        var node = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")).FirstOrDefault(File.Exists);
        Requires.Tool(node is null ? "Node.js is not installed." : null);
        var script = Path.Combine(Directory.CreateTempSubdirectory("agentgrid-page-").FullName, "page.js");
        try
        {
            await using (var source = typeof(ServerHost).Assembly.GetManifestResourceStream("Pages/page.js")!)
            await using (var file = File.Create(script))
            {
                await source.CopyToAsync(file);
            }

            var harness = Path.Combine(AppContext.BaseDirectory, "Pages", "page-harness.js");
            using var process = Process.Start(new ProcessStartInfo(node!, [harness, script, answers]) { RedirectStandardOutput = true })!;
            var printed = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            process.ExitCode.ShouldBe(0);
            var json = JsonDocument.Parse(printed).RootElement;
            return (
                [.. json.GetProperty("asked").EnumerateArray().Select(call => call.GetString()!)],
                json.GetProperty("reloaded").GetBoolean(), json.GetProperty("status").GetString()!);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(script)!, recursive: true);
        }
    }
}
