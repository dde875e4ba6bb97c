namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>What a set phrase does in a message.</summary>
internal enum TalkPart
{
    /// <summary>"Hello", "how are you", "who are you".</summary>
    Greeting,

    Thanks,

    Farewell,

    /// <summary>"OK", "great".</summary>
    Acknowledgement,

    /// <summary>Says nothing by itself, as in "hello <i>everyone</i>" or "thanks <i>for your help</i>".</summary>
    Filler,

    /// <summary>Comes before a question and is no part of it: "could you please tell me".</summary>
    Politeness,
}
