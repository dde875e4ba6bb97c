using System.Text;
using System.Text.Json;
using AgentGrid.Core.Json;

namespace AgentGrid.Core.Rag.Extraction.Json;

/// <summary>
/// Turns JSON tokens into lines of <c>path.to.value: text</c>. A record, which is an object in an array or a member of the
/// outermost object, is one block where it fits. The values of an array share lines, since the path may be far longer than they are.
/// </summary>
internal sealed class JsonFlattener
{
    private const int RecordChars = 3000;

    private const int RecordDepth = 3;

    /// <summary>Values under one path: as many as this, or as the path is long.</summary>
    private const int LineChars = 300;

    /// <summary>A longer string is a line of its own.</summary>
    private const int LongestInLine = 80;

    private readonly StringBuilder _record = new();
    private readonly StringBuilder _path = new();
    private readonly Stack<(int PathLength, bool IsArray)> _open = new();

    /// <summary>Where the values of the line begin that further values of an array may go on; -1 for none.</summary>
    private int _lineStart = -1;

    /// <summary>Another array has begun since the last value.</summary>
    private bool _nextArray;

    public Queue<Block> Finished { get; } = new();

    /// <summary>Whether a whole document has gone by; what follows it may be another.</summary>
    public bool HasWhole { get; private set; }

    public void Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                _open.Push((_path.Length, reader.TokenType == JsonTokenType.StartArray));
                _nextArray = true;
                _lineStart = reader.TokenType == JsonTokenType.StartArray ? _lineStart : -1;
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                var closed = _open.Pop();
                _path.Length = closed.PathLength;
                _lineStart = closed.IsArray ? _lineStart : -1;
                ValueEnds(wasObject: !closed.IsArray);
                break;
            case JsonTokenType.PropertyName:
                _lineStart = -1;
                var name = JsonText.Of(ref reader);
                _path.Append(_path.Length > 0 ? "." : "").Append(name, 0, Math.Min(name.Length, 200));
                break;
            default:
                Line(ref reader);
                LeaveMember();
                break;
        }
    }

    public void End() => Flush();

    /// <summary>Ends a document in its middle; the next one begins anew.</summary>
    public void Abandon()
    {
        Flush();
        _open.Clear();
        _path.Clear();
    }

    private void Line(ref Utf8JsonReader reader)
    {
        var value = reader.TokenType switch
        {
            JsonTokenType.String => JsonText.Of(ref reader),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            JsonTokenType.Null => "",
            _ => Encoding.UTF8.GetString(reader.ValueSpan),
        };
        if (string.IsNullOrWhiteSpace(value))
        {
            return;
        }

        var shared = _open.TryPeek(out var parent) && parent.IsArray && value.Length <= LongestInLine && !value.Contains('\n', StringComparison.Ordinal);
        if (shared && _lineStart >= 0 && _record.Length - _lineStart + value.Length <= Math.Max(LineChars, _path.Length))
        {
            _record.Length--;
            _record.Append(_nextArray ? "; " : ", ");
        }
        else
        {
            _record.Append(_path).Append(_path.Length > 0 ? ": " : "");
            _lineStart = shared ? _record.Length : -1;
        }

        _nextArray = false;
        _record.Append(value).Append('\n');
        if (_record.Length > RecordChars)
        {
            Flush();
        }
    }

    private void ValueEnds(bool wasObject)
    {
        var inArray = _open.TryPeek(out var parent) && parent.IsArray;
        LeaveMember();
        HasWhole |= _open.Count == 0;
        if (_open.Count <= 1 || (wasObject && inArray && _open.Count <= RecordDepth))
        {
            Flush();
        }
    }

    /// <summary>The path ends again where the innermost open object or array began.</summary>
    private void LeaveMember() => _path.Length = _open.TryPeek(out var parent) ? parent.PathLength : 0;

    private void Flush()
    {
        _lineStart = -1;
        if (_record.Length == 0)
        {
            return;
        }

        foreach (var block in LongText.Split(Block.Paragraph(_record.ToString().TrimEnd('\n'))))
        {
            Finished.Enqueue(block);
        }

        _record.Clear();
    }
}
