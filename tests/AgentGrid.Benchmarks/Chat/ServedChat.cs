using System.Text.Json;
using AgentGrid.Benchmarks.Running;
using AgentGrid.Core.Llm.Providers;
using AgentGrid.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Benchmarks.Chat;

/// <summary>The two servers that are compared, each run in a process of its own.</summary>
internal static class ServedChat
{
    public const string Grid = "grid";
    public const string Bare = "bare";
    public const string BootstrapKey = "agk_benchmark_benchmark_benchmark_benchmark";

    /// <summary>The whole AgentGrid server, the fixed model in the place of a provider.</summary>
    public static async Task RunGridAsync(string url, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("agentgrid-bench-");
        string[] settings =
        [
            $"--urls={url}",
            $"--data={data.FullName}",
            $"--AgentGrid:Auth:BootstrapKey={BootstrapKey}",
            "--AgentGrid:Llm:Providers:fixed:Type=openai-compatible",
            "--AgentGrid:Llm:Providers:fixed:BaseUrl=http://127.0.0.1:9",
            $"--AgentGrid:Llm:Providers:fixed:Models:0={FixedModel.Quick}",
            $"--AgentGrid:Llm:Providers:fixed:Models:1={FixedModel.Paced}",
            "--AgentGrid:Llm:Providers:fixed:MaxConcurrency=1024",
            "--Logging:LogLevel:Default=Warning",
        ];
        var builder = ServerHost.CreateBuilder(settings);
        builder.AddAgentGrid();
        foreach (var factory in builder.Services.Where(service => service.ServiceType == typeof(IProviderFactory)).ToList())
        {
            builder.Services.Remove(factory);
        }

        builder.Services.AddSingleton<IProviderFactory, FixedModelFactory>();
        await using var app = builder.Build();
        app.UseAgentGrid();
        app.MapAgentGrid();
        await RunAsync(app, cancellationToken);
        data.Delete(recursive: true);
    }

    /// <summary>The same model piped through Kestrel as server-sent events, with nothing around it.</summary>
    public static async Task RunBareAsync(string url, CancellationToken cancellationToken)
    {
        // Watching the working folder for settings would count against it, and against the other server where both write there.
        var builder = WebApplication.CreateSlimBuilder([$"--urls={url}", "--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var app = builder.Build();
        var model = new FixedModel();
        app.MapPost("/api/chat", async (HttpContext context) =>
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            List<ChatMessage> messages = [new(ChatRole.User, body.RootElement.GetProperty("message").GetString())];
            var options = new ChatOptions { ModelId = body.RootElement.GetProperty("agentId").GetString() };
            context.Response.ContentType = "text/event-stream";
            var id = 0;
            await foreach (var update in model.GetStreamingResponseAsync(messages, options, context.RequestAborted))
            {
                if (update.Text.Length > 0)
                {
                    var data = JsonSerializer.Serialize(new { text = update.Text });
                    await context.Response.WriteAsync($"id: {++id}\nevent: delta\ndata: {data}\n\n", context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                }
            }

            await context.Response.WriteAsync($"id: {++id}\nevent: turn.completed\ndata: {{}}\n\n", context.RequestAborted);
        });
        await RunAsync(app, cancellationToken);
    }

    private static async Task RunAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await app.StartAsync(cancellationToken);
        Console.Out.WriteLine(MeasuredServer.Ready);

        // The parent closes our input when it is done, also when it is killed; each line before asks what was allocated.
        while (await Console.In.ReadLineAsync(cancellationToken) is not null)
        {
            Console.Out.WriteLine(GC.GetTotalAllocatedBytes(precise: false));
        }

        await app.StopAsync(CancellationToken.None);
    }
}
