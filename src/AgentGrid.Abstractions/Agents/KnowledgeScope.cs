namespace AgentGrid.Agents;

/// <summary>Whether answers may go beyond the documents.</summary>
public enum KnowledgeScope
{
    /// <summary>Only what the documents say; otherwise the answer says that they do not.</summary>
    DocumentsOnly,

    /// <summary>The documents first, general knowledge marked as such.</summary>
    DocumentsFirst,

    /// <summary>Anything the model knows.</summary>
    OpenBook,
}
