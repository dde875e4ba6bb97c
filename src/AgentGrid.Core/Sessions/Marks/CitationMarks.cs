using System.Text;

namespace AgentGrid.Core.Sessions.Marks;

/// <summary>
/// Passes an answer on as it streams and checks its citation marks. However the model wrote them (<see cref="MarkSyntax"/>),
/// they become <c>[2]</c> and <c>[1][3]</c> where there are such sources; where there are not they go, with the space before
/// them. Code, links and indexes into arrays are left alone. Only spaces and a mark that is not complete yet are held back, so
/// the pieces stay what they were.
/// </summary>
/// <param name="sources">How many sources may be cited; null when marks mean nothing here and text passes unchanged.</param>
/// <param name="remove">Whether every mark goes.</param>
internal sealed class CitationMarks(int? sources, bool remove)
{
    private const int MostBlanks = 64;

    private readonly int _sources = sources ?? 0;
    private readonly HashSet<int> _cited = [];
    private readonly StringBuilder _blanks = new();
    private readonly StringBuilder _begun = new();

    // Of one call of Push.
    private readonly StringBuilder _shown = new();
    private CodeTracker _code;

    /// <summary>A whole mark that waits for the next character: a bracket after it makes it a link.</summary>
    private CitationMark? _whole;

    private char _last = '\n';

    /// <summary>Whether the text ends in a word that could name an array: ASCII letters, digits and underscores, not only digits.</summary>
    private bool _afterName;

    /// <summary>Whether blanks are passed over, for the mark at the beginning of the line is gone.</summary>
    private bool _passesBlanks;

    /// <summary>The numbers of the sources cited so far.</summary>
    public IReadOnlySet<int> Cited => _cited;

    /// <summary>Takes the next piece and gives what may be shown now.</summary>
    public string Push(string piece)
    {
        if (sources is null)
        {
            return piece;
        }

        _shown.Clear();
        foreach (var c in piece)
        {
            Take(c, _shown);
        }

        return _shown.Equals(piece) ? piece : _shown.ToString();
    }

    /// <summary>No more comes: gives what was held back.</summary>
    public string Complete()
    {
        var shown = new StringBuilder();
        if (_whole is not null)
        {
            Judge(shown);
        }

        ShowHeld(shown);
        return shown.ToString();
    }

    private void Take(char c, StringBuilder shown)
    {
        if (_whole is not null)
        {
            if (c == '(' && _begun[0] == '[')
            {
                _whole = null;
                ShowHeld(shown);
            }
            else
            {
                Judge(shown);
            }
        }
        else if (_begun.Length > 0)
        {
            if (MarkSyntax.Closes(c))
            {
                _whole = MarkSyntax.Read(_begun.Append(c).ToString());
                if (_whole is null)
                {
                    ShowHeld(shown);
                }

                return;
            }

            if (MarkSyntax.MayGoOn(_begun, c))
            {
                _begun.Append(c);
                return;
            }

            ShowHeld(shown);
        }

        var isCode = _code.Take(c);
        if (!isCode && MarkSyntax.Opens(c) && _last != '\\')
        {
            _begun.Append(c);
        }
        else if (!isCode && c is ' ' or '\u00A0' or '\u202F' or '\u3000' && _blanks.Length < MostBlanks)
        {
            if (!_passesBlanks)
            {
                _blanks.Append(c);
            }
        }
        else
        {
            ShowHeld(shown);
            Show(c, shown);
        }
    }

    private void Judge(StringBuilder shown)
    {
        var mark = _whole!;
        _whole = null;
        var isIndex = mark.IsBare && _afterName && _blanks.Length == 0 && !mark.IsAllValid(_sources);
        if (isIndex || mark.IsInterval(_sources))
        {
            ShowHeld(shown);
            _afterName = isIndex;
            return;
        }

        _begun.Clear();
        var valid = remove ? [] : mark.Valid(_sources);
        if (valid.Count == 0)
        {
            _blanks.Clear();
            _passesBlanks = _last == '\n';
            return;
        }

        _cited.UnionWith(valid);
        _begun.Append(string.Concat(valid.Select(number => $"[{number}]")));
        ShowHeld(shown);
    }

    /// <summary>Shows what was held back as it is.</summary>
    private void ShowHeld(StringBuilder shown)
    {
        if (_blanks.Length + _begun.Length > 0)
        {
            Show(_blanks, shown);
            Show(_begun, shown);
        }
    }

    private void Show(StringBuilder held, StringBuilder shown)
    {
        for (var i = 0; i < held.Length; i++)
        {
            Show(held[i], shown);
        }

        held.Clear();
    }

    private void Show(char c, StringBuilder shown)
    {
        shown.Append(c);
        _afterName = char.IsAsciiLetter(c) || c == '_' || (char.IsAsciiDigit(c) && _afterName);
        _last = c;
        _passesBlanks = false;
    }
}
