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

    public string FileName
    {
        get
        {
            var name = Headers.Parameter("content-disposition", "filename") ?? Headers.Parameter("content-type", "name") ?? "";
            return Path.GetFileName(name.Replace('\\', '/'));
        }
    }
}
