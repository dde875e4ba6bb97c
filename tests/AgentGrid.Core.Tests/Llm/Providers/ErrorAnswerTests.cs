using System.Net;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Providers.Http;
using AgentGrid.Testing.Time;

namespace AgentGrid.Core.Tests.Llm.Providers;

/// <summary>Error answers whose bodies do not come as they should.</summary>
public sealed class ErrorAnswerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Body_ThatNeverEnds_DoesNotHideTheStatus()
    {
        var clock = new ManualTimeProvider();
        using var gateway = new OneAnswer(new EndlessStream("""{"error":{"message":"Wrong key."}}"""u8.ToArray()));
        using var invoker = new HttpMessageInvoker(new ProviderErrorHandler(gateway, null, clock));
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://gateway/");
        var sent = invoker.SendAsync(request, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(10));
        var failure = await Should.ThrowAsync<LlmException>(() => sent.WaitAsync(Patience));

        failure.Code.ShouldBe(LlmErrorCodes.Unauthorized);
        failure.Message.ShouldContain("Wrong key.");
    }

    [Fact]
    public async Task Body_ThatNeverEnds_CanBeLeft()
    {
        using var gateway = new OneAnswer(new EndlessStream([]));
        using var invoker = new HttpMessageInvoker(new ProviderErrorHandler(gateway, null, new ManualTimeProvider()));
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://gateway/");
        using var cancel = new CancellationTokenSource();
        var sent = invoker.SendAsync(request, cancel.Token);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => sent.WaitAsync(Patience));
    }

    private sealed class OneAnswer(Stream body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = new StreamContent(body) });
    }

    /// <summary>Some bytes, then nothing more until the reader gives up.</summary>
    private sealed class EndlessStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            return read;
        }
    }
}
