using System.Text;

namespace AgentGrid.Core.Sessions;

/// <summary>
/// Passes an answer on as it streams and checks its citation marks: <c>[2]</c> and <c>[1, 3]</c> stay when there are such
/// sources and go when there are not; <c>[1, 3]</c> becomes <c>[1][3]</c>. Code is left alone. Only a mark that is not
/// complete yet is held back, so the pieces stay what they were.
/// </summary>
/// <param name="sources">How many sources may be cited; with none, text passes unchanged.</param>
/// <param name="remove">Whether every mark goes.</param>
internal sealed class CitationMarks(int sources, bool remove)
{
    // A longer run, or a number of three digits (a year), is no mark.
    private const int LongestMark = 24;
    private const int HighestNumber = 99;

    private readonly StringBuilder _held = new();
    private readonly HashSet<int> _cited = [];
    private int _ticks;
    private int _codeTicks;
    private bool _afterLineEnd;

    /// <summary>The numbers of the sources cited so far.</summary>
    public IReadOnlySet<int> Cited => _cited;

    /// <summary>Takes the next piece and gives what may be shown now.</summary>
    public string Push(string piece)
    {
        if (sources == 0 || (_held.Length == 0 && _codeTicks == 0 && _ticks == 0 && piece.AsSpan().IndexOfAny('[', '`') < 0))
        {
            return piece;
        }

        var shown = new StringBuilder(piece.Length + _held.Length);
        foreach (var c in piece)
        {
            Take(c, shown);
        }

        return shown.ToString();
    }

    /// <summary>No more comes: gives what was held back.</summary>
    public string Complete()
    {
        var rest = _held.ToString();
        _held.Clear();
        return rest;
    }

    private void Take(char c, StringBuilder shown)
    {
        if (_held.Length > 0)
        {
            if (c == ']')
            {
                shown.Append(Judge(_held.Append(c).ToString()));
                _held.Clear();
                return;
            }

            if ((char.IsAsciiDigit(c) || c is ',' or ' ') && _held.Length < LongestMark)
            {
                _held.Append(c);
                return;
            }

            shown.Append(_held);
            _held.Clear();
        }

        TrackCode(c);
        if (c == '[' && _codeTicks == 0)
        {
            _held.Append(c);
        }
        else
        {
            shown.Append(c);
        }
    }

    /// <summary>Code begins with a run of backticks and ends with a run of the same length; inline code also ends with its paragraph.</summary>
    private void TrackCode(char c)
    {
        if (c == '`')
        {
            _ticks++;
            _afterLineEnd = false;
            return;
        }

        if (_ticks > 0)
        {
            _codeTicks = _codeTicks == 0 ? _ticks : _codeTicks == _ticks ? 0 : _codeTicks;
            _ticks = 0;
        }

        if (c == '\n')
        {
            if (_afterLineEnd && _codeTicks < 3)
            {
                _codeTicks = 0;
            }

            _afterLineEnd = true;
        }
        else if (c != '\r')
        {
            _afterLineEnd = false;
        }
    }

    private string Judge(string mark)
    {
        var numbers = new List<int>();
        foreach (var part in mark[1..^1].Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, out var number) || number > HighestNumber)
            {
                return mark;
            }

            numbers.Add(number);
        }

        if (remove)
        {
            return "";
        }

        var valid = numbers.Where(number => number >= 1 && number <= sources).Distinct().ToList();
        _cited.UnionWith(valid);
        return string.Concat(valid.Select(number => $"[{number}]"));
    }
}
