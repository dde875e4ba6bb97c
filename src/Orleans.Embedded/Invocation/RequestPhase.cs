namespace Orleans.Embedded.Invocation;

/// <summary>What an activation's turn has to do with a request.</summary>
internal enum RequestPhase
{
    /// <summary>Call the method.</summary>
    Beginning,

    /// <summary>The method is done: answer.</summary>
    Finishing,

    /// <summary>The answer is there: run the caller's continuation, in the caller's turn.</summary>
    Answered,
}
