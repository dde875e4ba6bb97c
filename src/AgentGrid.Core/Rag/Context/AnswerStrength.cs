namespace AgentGrid.Core.Rag.Context;

/// <summary>How likely a sentence answers.</summary>
internal enum AnswerStrength
{
    /// <summary>It is about something else.</summary>
    None,

    /// <summary>It is the closest there is, and may well be about something else.</summary>
    Weak,

    Plain,
}
