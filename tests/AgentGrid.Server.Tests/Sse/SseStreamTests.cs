using System.Runtime.CompilerServices;
using AgentGrid.Server.Sse;
using AgentGrid.Server.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace AgentGrid.Server.Tests.Sse;

[Collection(ServerCollection.Name)]
public sealed class SseStreamTests(TestServer server)
{
    [Fact]
    public async Task Write_ItemThatCannotBeWritten_EndsTheRequest()
    {
        var context = new DefaultHttpContext { RequestServices = server.Services };
        context.Response.Body = new MemoryStream();

        await Should.ThrowAsync<FormatException>(SseStream.WriteAsync(context, One, static (_, _) => throw new FormatException())
            .WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System));
    }

    private static async IAsyncEnumerable<int> One([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return 1;
    }
}
