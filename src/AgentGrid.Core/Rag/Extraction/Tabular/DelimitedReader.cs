using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Tabular;

/// <summary>Reads delimiter-separated rows (RFC 4180, and the careless files that only resemble it) one at a time.</summary>
internal sealed class DelimitedReader(TextReader reader, char delimiter, int maxRowChars)
{
    private readonly StringBuilder _cell = new();
    private readonly List<string> _cells = [];
    private readonly char[] _buffer = new char[16 * 1024];
    private int _at, _length, _rowChars;

    /// <summary>Rows read so far.</summary>
    public long Rows { get; private set; }

    /// <summary>The next row that is not empty, or null at the end.</summary>
    public string[]? Read()
    {
        while (Peek() >= 0)
        {
            ReadRow();
            Rows++;
            if (_cells.Count > 1 || _cells[0].Length > 0)
            {
                return [.. _cells];
            }
        }

        return null;
    }

    private void ReadRow()
    {
        _cells.Clear();
        _rowChars = 0;
        while (true)
        {
            ReadCell();
            _cells.Add(_cell.ToString());
            _cell.Clear();
            var end = Next();
            if (end == delimiter)
            {
                Count();
                continue;
            }

            if (end == '\r' && Peek() == '\n')
            {
                Next();
            }

            return;
        }
    }

    /// <summary>Reads up to the delimiter or line end, which is left to be read.</summary>
    private void ReadCell()
    {
        if (Peek() == '"')
        {
            Next();
            ReadQuoted();
        }

        for (var c = Peek(); c >= 0 && c != delimiter && c is not ('\n' or '\r'); c = Peek())
        {
            Keep((char)Next());
        }
    }

    private void ReadQuoted()
    {
        for (var c = Next(); c >= 0; c = Next())
        {
            if (c != '"')
            {
                Keep((char)c);
            }
            else if (Peek() == '"')
            {
                Keep((char)Next());
            }
            else
            {
                return;
            }
        }
    }

    private void Keep(char c)
    {
        _cell.Append(c);
        Count();
    }

    private void Count()
    {
        if (++_rowChars > maxRowChars)
        {
            throw new ExtractionException(
                ExtractionCodes.TooComplex,
                $"Row {Rows + 1} of the table has more than {maxRowChars:N0} characters; a closing quotation mark may be missing. Correct the row.");
        }
    }

    private int Peek()
    {
        if (_at == _length)
        {
            (_at, _length) = (0, reader.Read(_buffer));
        }

        return _length == 0 ? -1 : _buffer[_at];
    }

    private int Next()
    {
        var c = Peek();
        _at += c >= 0 ? 1 : 0;
        return c;
    }
}
