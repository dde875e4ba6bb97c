namespace AgentGrid.Core.Rag.Extraction;

/// <summary>What a file's content is.</summary>
public enum FileKind
{
    /// <summary>None of the supported types.</summary>
    Unknown,
    /// <summary>Text without further structure.</summary>
    Text,
    /// <summary>Markdown.</summary>
    Markdown,
    /// <summary>HTML or XHTML.</summary>
    Html,
    /// <summary>Comma-, semicolon-, tab- or bar-separated values.</summary>
    Delimited,
    /// <summary>One JSON document.</summary>
    Json,
    /// <summary>One JSON document per line.</summary>
    JsonLines,
    /// <summary>Jupyter notebook.</summary>
    Notebook,
    /// <summary>XML, feeds included.</summary>
    Xml,
    /// <summary>Program text.</summary>
    SourceCode,
    /// <summary>Mail message, or several in a mailbox file.</summary>
    Mail,
    /// <summary>PDF.</summary>
    Pdf,
    /// <summary>Word document.</summary>
    Docx,
    /// <summary>PowerPoint presentation.</summary>
    Pptx,
    /// <summary>Excel workbook.</summary>
    Xlsx,
    /// <summary>EPUB book.</summary>
    Epub,
    /// <summary>ZIP archive of documents.</summary>
    Zip,
    /// <summary>PNG, JPEG, TIFF or similar: text only through OCR.</summary>
    Image,
    /// <summary>OLE compound file: legacy Office, or an encrypted Office document.</summary>
    Compound,
}
