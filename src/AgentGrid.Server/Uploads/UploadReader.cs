using System.Collections.Immutable;
using AgentGrid.Storage.Blobs;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace AgentGrid.Server.Uploads;

/// <summary>Streams the <c>file</c> parts of a multipart body to the blob store. Either all are stored or none.</summary>
internal sealed class UploadReader(IBlobStore blobs, IOptions<UploadOptions> options)
{
    private const string FilePart = "file";
    private const int MaxBoundaryLength = 70;

    public async Task<Outcome<ImmutableArray<ReceivedFile>>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (Boundary(request) is not { } boundary)
        {
            return new Failure(
                FailureKind.Unsupported, FailureCodes.UnsupportedMediaType,
                "Send the files as multipart/form-data with a boundary, each in a part named 'file'.");
        }

        var received = new List<ReceivedFile>();
        var complete = false;
        try
        {
            if (await ReadPartsAsync(new MultipartReader(boundary, request.Body), received, cancellationToken) is { } failure)
            {
                return failure;
            }

            await blobs.PublishAsync([.. received.Select(static file => file.Blob.Name)]);
            complete = true;
            return received.ToImmutableArray();
        }
        catch (Exception exception) when (exception is InvalidDataException
            || (exception is IOException and not BadHttpRequestException && !cancellationToken.IsCancellationRequested))
        {
            return Failure.Invalid(
                FailureCodes.InvalidMultipart, "The multipart body is malformed or ended early. Nothing was stored; send it again.");
        }
        finally
        {
            if (!complete)
            {
                await DiscardAsync(received);
            }
        }
    }

    /// <summary>Removes bytes that nothing came of.</summary>
    public async Task DiscardAsync(IEnumerable<ReceivedFile> files)
    {
        foreach (var file in files)
        {
            await blobs.DeleteAsync(file.Blob.Name, CancellationToken.None);
        }
    }

    private async Task<Failure?> ReadPartsAsync(MultipartReader reader, List<ReceivedFile> received, CancellationToken cancellationToken)
    {
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                || !disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase))
            {
                return Failure.Invalid(FailureCodes.InvalidMultipart, "Each part needs 'Content-Disposition: form-data'.");
            }

            var part = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            if (part != FilePart)
            {
                return Failure.Invalid(FailureCodes.UnknownField, $"Parts are named '{FilePart}'; there is one of another name.");
            }

            if (received.Count == options.Value.MaxFiles)
            {
                return Failure.Invalid(FailureCodes.InvalidMultipart, $"A request takes at most {options.Value.MaxFiles} files.");
            }

            if (await ReadFileAsync(section, disposition, received, cancellationToken) is { } failure)
            {
                return failure;
            }
        }

        return received.Count > 0 ? null : Failure.Invalid(
            FailureCodes.InvalidMultipart, $"There is no file. Send at least one part named '{FilePart}' with a filename.");
    }

    private async Task<Failure?> ReadFileAsync(
        MultipartSection section, ContentDispositionHeaderValue disposition, List<ReceivedFile> received, CancellationToken cancellationToken)
    {
        var name = disposition.FileNameStar.HasValue
            ? disposition.FileNameStar.Value
            : FileNames.Unescape(HeaderUtilities.RemoveQuotes(disposition.FileName).Value);
        if (FileNames.Check(name) is { } badName)
        {
            return badName;
        }

        var stored = await blobs.ReceiveAsync(section.Body, options.Value.MaxFileBytes, cancellationToken);
        if (!stored.TryGet(out var blob, out var failure))
        {
            return failure;
        }

        received.Add(new ReceivedFile(name!, blob));
        return blob.Size > 0 ? null : Failure.Invalid(FailureCodes.FileEmpty, $"'{name}' is empty. Send a file with content.");
    }

    private static string? Boundary(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        return boundary.Length is 0 or > MaxBoundaryLength ? null : boundary.Value;
    }
}
