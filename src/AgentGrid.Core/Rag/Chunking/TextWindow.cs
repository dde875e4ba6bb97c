namespace AgentGrid.Core.Rag.Chunking;

/// <summary>The part of the extracted text that is still needed, addressed by offsets into the whole.</summary>
internal sealed class TextWindow
{
    private char[] _buffer = new char[8192];
    private int _base, _length;

    /// <summary>Offset one past the last character.</summary>
    public int End => _base + _length;

    public void Append(string text)
    {
        if (_length + text.Length > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + text.Length));
        }

        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }

    /// <summary>Forgets everything before an offset.</summary>
    public void DropBefore(int offset)
    {
        var dropped = offset - _base;
        if (dropped < _buffer.Length / 4)
        {
            return;
        }

        _buffer.AsSpan(dropped, _length - dropped).CopyTo(_buffer);
        (_base, _length) = (offset, _length - dropped);
    }

    public ReadOnlySpan<char> From(int offset) => _buffer.AsSpan(offset - _base, End - offset);

    public ReadOnlySpan<char> Slice(int start, int end) => _buffer.AsSpan(start - _base, end - start);
}
