using AgentGrid.Core.Json;

namespace AgentGrid.Core.Llm.Providers;

/// <summary>Puts a text together whose pieces may break off within a character: its first half waits for the next piece.</summary>
internal sealed class SplitText
{
    private char _half;

    /// <summary>What of the text is whole with this piece; empty where nothing is.</summary>
    public string Next(string piece)
    {
        if (piece.Length == 0)
        {
            return piece;
        }

        if (_half != default)
        {
            piece = _half + piece;
            _half = default;
        }

        if (char.IsHighSurrogate(piece[^1]))
        {
            _half = piece[^1];
            piece = piece[..^1];
        }

        return JsonText.Whole(piece);
    }

    /// <summary>What the text ends with, when no piece follows: a half that stayed alone.</summary>
    public string End()
    {
        var rest = _half == default ? "" : JsonText.Whole(_half.ToString());
        _half = default;
        return rest;
    }
}
