using System.Net.Http.Headers;

namespace AgentGrid.Core.Llm.Providers.Http;

/// <summary>
/// Turns every answer that is not a success, and every failure to connect, into an <see cref="LlmException"/> before a
/// vendor's library sees it, so that all providers fail alike.
/// </summary>
internal sealed class ProviderErrorHandler(HttpMessageHandler inner, string? key, TimeProvider clock) : DelegatingHandler(inner)
{
    private const int MaxErrorBytes = 64 * 1024;
    private static readonly TimeSpan MostErrorWait = TimeSpan.FromSeconds(5);

    private readonly bool _unsendable = key?.Any(character => character is < ' ' or > '~') == true;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_unsendable)
        {
            throw new LlmException(
                LlmErrorCodes.Unauthorized,
                "The key of this model provider has characters that cannot be sent: a key is plain ASCII. Enter it again.");
        }

        if (Departure.Current is { } departure && request.Content is { } content)
        {
            request.Content = new DepartingContent(content, departure);
        }

        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new LlmException(
                LlmErrorCodes.Unavailable, $"The model provider could not be reached ({Reason(e)}).", retryable: true, inner: e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LlmException(
                LlmErrorCodes.Unavailable, "The connection to the model provider was not open in time.", retryable: true, inner: e)
            {
                GaveUp = true,
            };
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            if (IsRedirect(response))
            {
                throw ProviderErrors.FromRedirect((int)response.StatusCode, response.Headers.Location, request.RequestUri);
            }

            var body = await ReadBoundedAsync(response, cancellationToken);
            throw ProviderErrors.FromResponse((int)response.StatusCode, body, RetryAfter(response.Headers), key);
        }
    }

    private static bool IsRedirect(HttpResponseMessage response) => (int)response.StatusCode is >= 300 and < 400;

    private static string Reason(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its host name is unknown",
        HttpRequestError.ConnectionError => "the connection was refused",
        HttpRequestError.SecureConnectionError => "TLS failed",
        _ => "the connection failed",
    };

    private TimeSpan? RetryAfter(HttpResponseHeaders headers)
    {
        if (headers.TryGetValues("retry-after-ms", out var values)
            && double.TryParse(values.FirstOrDefault(), System.Globalization.CultureInfo.InvariantCulture, out var ms)
            && ms >= 0)
        {
            return TimeSpan.FromMilliseconds(Math.Min(ms, int.MaxValue));
        }

        if (headers.RetryAfter is not { } retryAfter)
        {
            return null;
        }

        var wait = retryAfter.Delta ?? retryAfter.Date - clock.GetUtcNow();
        return wait is { } told && told < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>What comes of the body within bounds of size and time: the status says the most, and must not wait for it.</summary>
    private async Task<byte[]> ReadBoundedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(MostErrorWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var buffer = new byte[MaxErrorBytes];
        var length = 0;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(either.Token);
            while (length < buffer.Length && await stream.ReadAsync(buffer.AsMemory(length), either.Token) is > 0 and var read)
            {
                length += read;
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException or InvalidDataException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // What has come is all there is.
        }

        return buffer[..length];
    }
}
