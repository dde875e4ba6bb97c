namespace AgentGrid.Core.Rag.Extraction.Tabular;

/// <summary>
/// Bounds what cells that reach over several rows add to a table: their text counts for every row, since each is read without the
/// others, but all of it together only a multiple of what the cells themselves say.
/// </summary>
internal sealed class RepeatedText
{
    private const int Longest = 200;

    private const int Ratio = 16;

    private const int Floor = 20_000;

    private long _own, _repeated;

    /// <summary>A cell says this itself.</summary>
    public void AddOwn(string text) => _own += text.Length;

    /// <summary>What of a cell's text is said once more; empty where that is too much by now.</summary>
    public string Of(string text)
    {
        var cut = text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
        if (_repeated + cut.Length > Floor + (_own * Ratio))
        {
            return "";
        }

        _repeated += cut.Length;
        return cut;
    }
}
