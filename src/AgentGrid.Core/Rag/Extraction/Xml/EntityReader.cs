namespace AgentGrid.Core.Rag.Extraction.Xml;

/// <summary>
/// The text of an XML document with its known entities written out, so that the parser needs no DTD. What it adds is bounded; an
/// entity that is not known stays as it is, and the parser refuses it.
/// </summary>
internal sealed class EntityReader(TextReader inner, XmlEntities entities) : TextReader
{
    private const int LongestReference = 66;

    private const int MaxAddedChars = 1_000_000;

    private readonly char[] _in = new char[16 * 1024];
    private string _pending = "";
    private int _at, _length, _pendingAt, _added;

    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public override int Peek() => throw new NotSupportedException();

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (_pendingAt < _pending.Length)
        {
            var rest = _pending.AsSpan(_pendingAt);
            rest = rest[..Math.Min(rest.Length, buffer.Length)];
            rest.CopyTo(buffer);
            _pendingAt += rest.Length;
            return rest.Length;
        }

        if (_at == _length && !Fill())
        {
            return 0;
        }

        var text = _in.AsSpan(_at, _length - _at);
        var reference = text.IndexOf('&');
        if (reference == 0)
        {
            TakeReference();
            return Read(buffer);
        }

        text = reference < 0 ? text : text[..reference];
        text = text[..Math.Min(text.Length, buffer.Length)];
        text.CopyTo(buffer);
        _at += text.Length;
        return text.Length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Takes <c>&amp;name;</c>, or the sign alone where no known name follows.</summary>
    private void TakeReference()
    {
        if (_length - _at < LongestReference)
        {
            Fill();
        }

        var text = _in.AsSpan(_at, Math.Min(LongestReference, _length - _at));
        var end = text.IndexOf(';');
        var known = end > 1 && text[1] != '#' ? entities.Find(text[1..end].ToString()) : null;
        _pending = known ?? "&";
        _pendingAt = 0;
        _at += known is null ? 1 : end + 1;
        _added += known?.Length ?? 0;
        if (_added > MaxAddedChars)
        {
            throw new ExtractionException(
                ExtractionCodes.TooComplex, $"The entities of the XML make more than {MaxAddedChars:N0} characters of text. Save it with them written out, without a DOCTYPE.");
        }
    }

    /// <summary>Reads on behind what is left.</summary>
    private bool Fill()
    {
        _in.AsSpan(_at, _length - _at).CopyTo(_in);
        (_at, _length) = (0, _length - _at);
        var read = inner.ReadBlock(_in, _length, _in.Length - _length);
        _length += read;
        return read > 0;
    }
}
