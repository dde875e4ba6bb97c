using System.Text;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>
/// Tells thoughts from text where a server sends a model's raw words: what stands between <c>&lt;think&gt;</c> at the very start
/// of an answer and <c>&lt;/think&gt;</c> is reasoning, also when the second tag never comes. A tag further on is text. Holds
/// back only what may still become a tag, and the white space around the thoughts.
/// </summary>
internal sealed class ThinkTagReader
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    // An answer that begins with more white space than this has no thoughts at its start.
    private const int MostSpace = 64;

    private readonly StringBuilder _held = new();
    private Part _part = Part.Start;

    private enum Part
    {
        Start,
        Thoughts,
        AfterThoughts,
        Text,
    }

    /// <summary>Adds what the next piece of the answer shows.</summary>
    public void Read(string piece, List<AIContent> into)
    {
        if (_part == Part.Text)
        {
            into.Add(new TextContent(piece));
            return;
        }

        piece = _held.Append(piece).ToString();
        _held.Clear();
        if (_part == Part.Start)
        {
            var begin = piece.TrimStart();
            if (piece.Length < MostSpace && Open.StartsWith(begin, StringComparison.Ordinal) && begin.Length < Open.Length)
            {
                _held.Append(piece);
                return;
            }

            var thinks = begin.StartsWith(Open, StringComparison.Ordinal);
            _part = thinks ? Part.Thoughts : Part.Text;
            piece = thinks ? begin[Open.Length..] : piece;
        }

        if (_part == Part.Thoughts)
        {
            var end = piece.IndexOf(Close, StringComparison.Ordinal);
            var thought = end >= 0 ? piece[..end] : piece[..^BeginOfTag(piece)];
            if (thought.Length > 0)
            {
                into.Add(new TextReasoningContent(thought));
            }

            if (end < 0)
            {
                _held.Append(piece, thought.Length, piece.Length - thought.Length);
                return;
            }

            _part = Part.AfterThoughts;
            piece = piece[(end + Close.Length)..];
        }

        if (_part == Part.AfterThoughts)
        {
            piece = piece.TrimStart();
        }

        if (piece.Length > 0)
        {
            _part = Part.Text;
            into.Add(new TextContent(piece));
        }
    }

    /// <summary>Adds what was held back when the answer ends.</summary>
    public void End(List<AIContent> into)
    {
        if (_held.Length > 0)
        {
            into.Add(_part == Part.Thoughts ? new TextReasoningContent(_held.ToString()) : new TextContent(_held.ToString()));
            _held.Clear();
        }
    }

    /// <summary>How many characters at the end may be the begin of the closing tag.</summary>
    private static int BeginOfTag(string piece)
    {
        var length = Math.Min(Close.Length - 1, piece.Length);
        while (!piece.EndsWith(Close[..length], StringComparison.Ordinal))
        {
            length--;
        }

        return length;
    }
}
