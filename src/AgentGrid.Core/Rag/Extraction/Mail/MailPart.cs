using System.Text;
using AgentGrid.Core.Rag.Extraction.Encodings;

namespace AgentGrid.Core.Rag.Extraction.Mail;

/// <summary>A part of a message: either a decoded body or further parts.</summary>
internal sealed class MailPart(MailHeaders headers)
{
    public MailHeaders Headers { get; } = headers;

    public byte[] Body { get; set; } = [];

    /// <summary>The body was larger than what is kept.</summary>
    public bool IsCut { get; set; }

    public List<MailPart> Parts { get; } = [];

    public string Type => Headers.Value("content-type", "text/plain").ToLowerInvariant();

    public bool IsAttachment => Headers.Value("content-disposition", "").Equals("attachment", StringComparison.OrdinalIgnoreCase)
        || (Type is not ("text/plain" or "text/html") && Parts.Count == 0 && FileName.Length > 0);

    /// <summary>A picture shown in the text.</summary>
    public bool IsPicture => Type.StartsWith("image/", StringComparison.Ordinal)
        && !Headers.Value("content-disposition", "").Equals("attachment", StringComparison.OrdinalIgnoreCase);

    /// <summary>Styles and scripts of a page.</summary>
    public bool IsStyle => Type is "text/css" or "text/javascript" or "application/javascript" or "application/x-javascript"
        && !Headers.Value("content-disposition", "").Equals("attachment", StringComparison.OrdinalIgnoreCase);

    public string FileName
    {
        get
        {
            var name = Headers.Parameter("content-disposition", "filename") ?? Headers.Parameter("content-type", "name") ?? "";
            return Path.GetFileName(name.Replace('\\', '/'));
        }
    }

    /// <summary>The body as text, in the charset it declares or else in the one it is in.</summary>
    public string Text()
    {
        var declared = Headers.Parameter("content-type", "charset") is { } charset ? EncodingNames.Find(charset) : null;
        var encoding = declared ?? TextEncodingDetector.Detect(new MemoryStream(Body))?.Encoding ?? Encoding.UTF8;
        return encoding.GetString(Body);
    }

    /// <summary>Whether only the one it was written to can read it: S/MIME or PGP.</summary>
    public bool IsEncrypted =>
        Type == "multipart/encrypted"
        || (Type is "application/pkcs7-mime" or "application/x-pkcs7-mime" && Headers.Parameter("content-type", "smime-type") is null or "enveloped-data" or "authEnveloped-data")
        || Body.AsSpan(0, Math.Min(Body.Length, 200)).TrimStart(" \t\r\n"u8).StartsWith("-----BEGIN PGP MESSAGE-----"u8);
}
