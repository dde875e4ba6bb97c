namespace AgentGrid.Core.Rag.Extraction;

/// <summary>The MIME type of each kind of file.</summary>
internal static class ContentTypes
{
    public static string Of(FileKind kind, string extension = "") => kind switch
    {
        FileKind.Text or FileKind.SourceCode => "text/plain",
        FileKind.Markdown => "text/markdown",
        FileKind.Html => "text/html",
        FileKind.Delimited => extension is "tsv" or "tab" ? "text/tab-separated-values" : "text/csv",
        FileKind.Json => "application/json",
        FileKind.JsonLines => "application/jsonl",
        FileKind.Notebook => "application/x-ipynb+json",
        FileKind.Xml => extension is "rss" ? "application/rss+xml" : "application/xml",
        FileKind.Mail => extension is "mbox" ? "application/mbox" : "message/rfc822",
        FileKind.Pdf => "application/pdf",
        FileKind.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileKind.Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        FileKind.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileKind.Epub => "application/epub+zip",
        FileKind.Zip => "application/zip",
        FileKind.Compound => "application/x-ole-storage",
        _ => "application/octet-stream",
    };
}
