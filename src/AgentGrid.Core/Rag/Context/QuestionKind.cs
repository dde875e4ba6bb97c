namespace AgentGrid.Core.Rag.Context;

/// <summary>What kind of thing a question asks for.</summary>
internal enum QuestionKind
{
    Other,
    Person,
    Time,
    Place,
    Quantity,
    Reason,
    List,
}
