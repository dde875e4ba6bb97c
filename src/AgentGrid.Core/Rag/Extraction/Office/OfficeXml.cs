using System.Xml;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>Office's vocabularies come in a transitional and a strict set of namespaces with the same local names.</summary>
internal static class OfficeXml
{
    /// <summary>An attribute by local name, whatever its namespace.</summary>
    public static string? Attribute(XmlReader reader, string localName)
    {
        for (var i = 0; i < reader.AttributeCount; i++)
        {
            reader.MoveToAttribute(i);
            if (reader.LocalName == localName)
            {
                var value = reader.Value;
                reader.MoveToElement();
                return value;
            }
        }

        reader.MoveToElement();
        return null;
    }
}
