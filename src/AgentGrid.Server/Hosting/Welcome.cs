using AgentGrid.Storage.Hosting;
using AgentGrid.Storage.Users;

namespace AgentGrid.Server.Hosting;

/// <summary>Starts the server and says on the console where it is and what to do next.</summary>
internal static class Welcome
{
    public static async Task StartAndWelcomeAsync(this WebApplication app)
    {
        await app.StartAsync();
        var address = app.Urls.FirstOrDefault() ?? ServerHost.DefaultAddress;
        var ready = await app.Services.GetRequiredService<IUserStore>().HasAdminAsync();
        Console.WriteLine(
            $"""

            AgentGrid listens on {address}
            Data is kept in {app.Services.GetRequiredService<DataFolder>().FullPath}
            {(ready ? "Open the address and sign in." : "Open the address and make the first admin.")}
            API reference: {address}/docs    Stop: Ctrl+C

            """);
    }
}
