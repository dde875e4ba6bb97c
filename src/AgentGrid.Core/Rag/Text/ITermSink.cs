namespace AgentGrid.Core.Rag.Text;

/// <summary>Receives the terms of a text; a struct, so that the analyzer calls it without indirection or allocation.</summary>
internal interface ITermSink
{
    void Add(in TextToken token);
}
