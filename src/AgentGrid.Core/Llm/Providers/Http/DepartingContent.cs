using System.Net;

namespace AgentGrid.Core.Llm.Providers.Http;

/// <summary>The body of a request, which notes when it begins to be sent: only an open connection asks for it.</summary>
internal sealed class DepartingContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly Departure _departure;

    public DepartingContent(HttpContent inner, Departure departure)
    {
        _inner = inner;
        _departure = departure;
        foreach (var header in inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _departure.Leave();
        return _inner.CopyToAsync(stream, context, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
