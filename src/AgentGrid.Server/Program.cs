using AgentGrid.Server.Hosting;

return await ServerProcess.RunAsync(async () =>
{
    var builder = ServerHost.CreateBuilder(args);
    builder.AddAgentGrid();

    await using var app = builder.Build();
    app.UseAgentGrid();
    app.MapAgentGrid();
    app.MapGrainEngine();
    await app.StartAndWelcomeAsync();
    await app.WaitForShutdownAsync();
    return ServerProcess.FailureOf(app.Services.GetServices<IHostedService>());
});
