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

        var base64 = Base64Of(attachment.Data ?? attachment.Url!);
        var size = SizeOf(base64);
        if (size > ImageLimits.MaxImageBytes)
        {
            return TooLarge($"'{path}' has {size} bytes; an image may have at most {ImageLimits.MaxImageBytes}. Send it smaller.");
        }

        var bytes = new byte[size];
        if (size == 0 || !Convert.TryFromBase64Chars(base64, bytes, out var written) || written != size)
        {
            return Failure.Invalid(FailureCodes.InvalidRequest, $"'{path}' is not valid base64.");
        }

        return ImageType.Of(bytes) is { } type
            ? new ReceivedImage(bytes, type, attachment.Name, Convert.ToHexStringLower(SHA256.HashData(bytes)))
            : Failure.Invalid(
                FailureCodes.UnsupportedFileType,
                $"'{path}' is no image that models read; its bytes must be one of {string.Join(", ", ImageType.All)}.");
    }

    /// <summary>The base64 text itself or that of a data URL; nothing where a data URL has none.</summary>
    private static ReadOnlySpan<char> Base64Of(string text)
    {
        var base64 = text.AsSpan();
        if (!base64.StartsWith(DataUrl, StringComparison.OrdinalIgnoreCase))
        {
            return base64;
        }

        var mark = base64.IndexOf(Base64Mark, StringComparison.OrdinalIgnoreCase);
        return mark < 0 ? [] : base64[(mark + Base64Mark.Length)..];
    }

    /// <summary>How many bytes a base64 text gives, where it is one: four characters other than white space are three bytes.</summary>
    private static int SizeOf(ReadOnlySpan<char> base64)
    {
        var spaces = base64.Count(' ') + base64.Count('\t') + base64.Count('\r') + base64.Count('\n');
        return Math.Max(((base64.Length - spaces) / 4 * 3) - base64.Count('='), 0);
    }

    private static Failure TooLarge(string detail) => new(FailureKind.TooLarge, FailureCodes.FileTooLarge, detail);
}
