using System.Collections.Immutable;
using System.Security.Cryptography;
using AgentGrid.Core.Sessions.Images;
using AgentGrid.Server.Contracts.Chat;

namespace AgentGrid.Server.Attachments;

/// <summary>Decodes the attachments of a message and refuses what is no image, or too much.</summary>
internal static class ImageReader
{
    private const string DataUrl = "data:";
    private const string Base64Mark = ";base64,";

    public static Outcome<ImmutableArray<ReceivedImage>> Read(ImmutableArray<ChatAttachment>? attachments)
    {
        if (attachments is not { IsDefaultOrEmpty: false } given)
        {
            return ImmutableArray<ReceivedImage>.Empty;
        }

        if (given.Length > ImageLimits.MaxImages)
        {
            return Failure.Invalid(
                FailureCodes.InvalidRequest, $"'attachments' has {given.Length} images; a message takes at most {ImageLimits.MaxImages}.");
        }

        var images = ImmutableArray.CreateBuilder<ReceivedImage>(given.Length);
        long total = 0;
        for (var i = 0; i < given.Length; i++)
        {
            if (!Read(given[i], $"attachments[{i}]").TryGet(out var image, out var failure))
            {
                return failure;
            }

            total += image.Bytes.Length;
            images.Add(image);
        }

        return total <= ImageLimits.MaxMessageBytes
            ? images.MoveToImmutable()
            : TooLarge($"'attachments' have {total} bytes together; a message takes at most {ImageLimits.MaxMessageBytes}.");
    }

    private static Outcome<ReceivedImage> Read(ChatAttachment? attachment, string path)
    {
        if (attachment is null || attachment.Type is not (null or "image"))
        {
            return Failure.Invalid(
                FailureCodes.InvalidRequest, $"'{path}.type' must be 'image'. Give the agent documents as files: POST /api/agents/{{id}}/files.");
        }

        if (attachment.Data is null == attachment.Url is null)
        {
            return Failure.Invalid(FailureCodes.InvalidRequest, $"'{path}' needs 'data' (base64) or 'url' (a data URL), and not both.");
        }

        if (attachment.Name is { } name && (name.Length > ImageLimits.MaxNameLength || name.Any(char.IsControl)))
        {
            return Failure.Invalid(
                FailureCodes.InvalidRequest, $"'{path}.name' must have at most {ImageLimits.MaxNameLength} characters on one line.");
        }

        if (attachment.Url is { } url && !url.StartsWith(DataUrl, StringComparison.OrdinalIgnoreCase))
        {
            return Failure.Invalid(
                FailureCodes.InvalidRequest, $"'{path}.url' must be a data URL (data:image/png;base64,…): the server fetches no addresses.");
        }

        if (Decode(attachment.Data ?? attachment.Url!) is not { } bytes)
        {
            return Failure.Invalid(FailureCodes.InvalidRequest, $"'{path}' is not valid base64.");
        }

        if (bytes.Length > ImageLimits.MaxImageBytes)
        {
            return TooLarge($"'{path}' has {bytes.Length} bytes; an image may have at most {ImageLimits.MaxImageBytes}. Send it smaller.");
        }

        return ImageType.Of(bytes) is { } type
            ? new ReceivedImage(bytes, type, attachment.Name, Convert.ToHexStringLower(SHA256.HashData(bytes)))
            : Failure.Invalid(
                FailureCodes.UnsupportedFileType,
                $"'{path}' is no image that models read; its bytes must be one of {string.Join(", ", ImageType.All)}.");
    }

    /// <summary>The bytes of base64 text or of a data URL; null when it is neither.</summary>
    private static byte[]? Decode(string text)
    {
        var base64 = text.AsSpan();
        if (base64.StartsWith(DataUrl, StringComparison.OrdinalIgnoreCase))
        {
            var mark = base64.IndexOf(Base64Mark, StringComparison.OrdinalIgnoreCase);
            if (mark < 0)
            {
                return null;
            }

            base64 = base64[(mark + Base64Mark.Length)..];
        }

        var bytes = new byte[(base64.Length / 4 * 3) + 3];
        return Convert.TryFromBase64Chars(base64, bytes, out var length) ? bytes[..length] : null;
    }

    private static Failure TooLarge(string detail) => new(FailureKind.TooLarge, FailureCodes.FileTooLarge, detail);
}
