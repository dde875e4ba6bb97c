using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Testing.Llm;

/// <summary>
/// A model provider on a real socket. Answers requests with prepared replies in order (the last one again and again),
/// keeps what it was asked, and notices when its client closes the connection.
/// </summary>
public sealed class FakeProviderServer : IAsyncDisposable
{
    /// <summary>The key of <see cref="HttpContext.Items"/> under which a reply finds the body of its request.</summary>
    public const string BodyItem = "body";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<FakeReply> _replies = new();
    private readonly ConcurrentQueue<FakeRequest> _requests = new();
    private readonly TaskCompletionSource _clientGone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FakeReply? _last;

    private FakeProviderServer(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public IReadOnlyList<FakeRequest> Requests => [.. _requests];

    /// <summary>Completes when a client has closed its connection before its answer was complete.</summary>
    public Task ClientGone => _clientGone.Task;

    public static async Task<FakeProviderServer> StartAsync(params FakeReply[] replies)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeProviderServer(app);
        foreach (var reply in replies)
        {
            server._replies.Enqueue(reply);
        }

        app.Run(server.HandleAsync);
        await app.StartAsync();
        return server;
    }

    public void Enqueue(FakeReply reply) => _replies.Enqueue(reply);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            context.Items[BodyItem] = body;
            _requests.Enqueue(new FakeRequest(
                context.Request.Path + context.Request.QueryString,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body,
                context.Connection.Id));
            if (_replies.TryDequeue(out var next))
            {
                _last = next;
            }

            await (_last ?? throw new InvalidOperationException("The fake provider has no reply."))(context);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            _clientGone.TrySetResult();
        }
    }
}
