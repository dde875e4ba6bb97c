namespace AgentGrid.Testing.Llm;

/// <summary>Writes what one vendor's servers send, byte for byte. Line ends are LF; tests change them where it matters.</summary>
public abstract class ProviderWire
{
    /// <summary>
    /// After <see cref="Head"/>: an event that tells, in mid-answer, the usage so far: 100 input tokens (40 of them cached) and
    /// 20 output tokens.
    /// </summary>
    public abstract string Spent();

    /// <summary>A whole streamed answer of text.</summary>
    public string Text(params string[] pieces) => Head() + Pieces(pieces) + End();

    /// <summary>What comes before the first token.</summary>
    public abstract string Head();

    /// <summary>Events that carry the pieces.</summary>
    public abstract string Pieces(params string[] pieces);

    /// <summary>
    /// What comes after the last token: the stop reason, usage of 100 input tokens (40 of them cached), 20 output tokens,
    /// and the end mark.
    /// </summary>
    public abstract string End(string? stop = null);

    /// <summary>A whole answer that calls <c>weather</c> for Paris and <c>weather</c> for Rome at the same time, in this vendor's pieces.</summary>
    public abstract string TwoToolCalls();

    /// <summary>A whole answer that calls <c>weather</c> with arguments that are no valid JSON; null where the vendor's form cannot.</summary>
    public abstract string? BrokenToolCall();

    /// <summary>
    /// A whole answer that reached its limit of tokens before <c>weather</c> was given its arguments, or, with <paramref name="begun"/>,
    /// within them; null where the vendor's form cannot.
    /// </summary>
    public abstract string? CutToolCall(bool begun);

    /// <summary>This vendor's way to stop because the limit of tokens was reached.</summary>
    public abstract string StopForLength { get; }

    /// <summary>A whole answer in which the vendor declines.</summary>
    public abstract string Refusal();

    /// <summary>An event that no client knows.</summary>
    public abstract string UnknownEvent();

    /// <summary>An error inside a stream that began with 200.</summary>
    public abstract string ErrorEvent();

    /// <summary>The body of an error answer.</summary>
    public abstract string ErrorBody(int status, string message);

    /// <summary>The status and body of a refusal because the prompt is too long.</summary>
    public abstract string ContextLengthBody();

    /// <summary>The answer to a request for the models: <c>model-a</c> and <c>model-b</c>.</summary>
    public abstract string Models();
}
