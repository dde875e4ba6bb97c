using System.Buffers;
using System.Runtime.CompilerServices;

namespace AgentGrid.Core.Rag.Extraction.Text;

/// <summary>Lines with their terminators (LF, CR LF, CR), in pieces of at most <paramref name="maxLength"/> characters.</summary>
internal sealed class VerbatimLines(TextReader reader, int maxLength = VerbatimLines.DefaultMaxLength) : IDisposable
{
    public const int DefaultMaxLength = 4096;

    private char[] _buffer = ArrayPool<char>.Shared.Rent(4 * maxLength);
    private int _start, _end;
    private bool _ended;

    /// <summary>The next line or piece of one; empty at the end of the text. Valid until the next call.</summary>
    /// <param name="whole">False when the line goes on in the next piece.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<char> Next(out bool whole)
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var at = rest[..Math.Min(rest.Length, maxLength)].IndexOfAny('\n', '\r');
            if (at >= 0 && rest[at] == '\r' && at + 1 == rest.Length && !_ended)
            {
                at = -1;
            }
            else if (at >= 0)
            {
                var length = rest[at] == '\r' && at + 1 < rest.Length && rest[at + 1] == '\n' ? at + 2 : at + 1;
                whole = true;
                return Take(length);
            }

            if (at < 0 && rest.Length > maxLength)
            {
                whole = false;
                return Take(CutBefore(rest, maxLength));
            }

            if (_ended)
            {
                whole = true;
                return Take(rest.Length);
            }

            Fill();
        }
    }

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_buffer);
        _buffer = [];
    }

    private ReadOnlySpan<char> Take(int length)
    {
        var taken = _buffer.AsSpan(_start, length);
        _start += length;
        return taken;
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = reader.Read(_buffer, _end, _buffer.Length - _end);
        _ended = read == 0;
        _end += read;
    }

    /// <summary>Where to cut an overlong line: after its last space if that is not too far back, never inside a surrogate pair.</summary>
    private static int CutBefore(ReadOnlySpan<char> text, int limit)
    {
        var space = text[..limit].LastIndexOf(' ');
        if (space > limit / 2)
        {
            return space + 1;
        }

        return char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
    }
}
