namespace AgentGrid.Core.Rag.Text;

/// <summary>
/// Cuts text into terms: words folded and stemmed, identifiers whole and in parts, pairs of ideographs and Hangul syllables,
/// triples of scripts without spaces. Allocates nothing per term. Not safe for use by two threads at once.
/// </summary>
internal sealed class TextAnalyzer
{
    private const int MaxWord = 64;
    private const int MaxCompound = 256;
    private readonly char[] _folded = new char[MaxWord + 4];
    private readonly char[] _whole = new char[MaxWord + 4];
    private readonly StemCache _stems = new();

    /// <summary>Sends the terms of <paramref name="text"/> to <paramref name="sink"/> in order.</summary>
    public void Analyze<TSink>(ReadOnlySpan<char> text, TextLanguage language, ref TSink sink)
        where TSink : struct, ITermSink, allows ref struct
    {
        text = CharFolding.PlainDigits(CharFolding.ComposeVoiced(text));
        var position = 0;
        var previousSyllable = 0UL;
        for (var i = 0; i < text.Length;)
        {
            switch (CharTable.KindOf(text[i]))
            {
                case CharKind.Letter or CharKind.Digit:
                    i = language == TextLanguage.Vietnamese
                        ? Syllable(text, i, position, ref previousSyllable, ref sink)
                        : Word(text, i, language, position, ref sink);
                    position++;
                    break;
                case CharKind.Ideograph:
                    i = Grams(text, i, CharKind.Ideograph, 2, ref position, ref sink);
                    break;
                case CharKind.Hangul:
                    i = Grams(text, i, CharKind.Hangul, 2, ref position, ref sink);
                    break;
                case CharKind.Unsegmented:
                    i = Grams(text, i, CharKind.Unsegmented, 3, ref position, ref sink);
                    break;
                default:
                    previousSyllable = text[i] == ' ' ? previousSyllable : 0;
                    i++;
                    break;
            }
        }
    }

    private int Word<TSink>(ReadOnlySpan<char> text, int start, TextLanguage language, int position, ref TSink sink)
        where TSink : struct, ITermSink, allows ref struct
    {
        var word = WordShape.Scan(text, start, MaxCompound);
        var span = text[start..word.End];
        if (!word.IsCompound)
        {
            Plain(span, word.HasDigit, language, TermKind.Word, position, start, ref sink);
        }
        else if (word.IsNumber)
        {
            Number(span, position, start, ref sink);
        }
        else
        {
            Compound(span, word, language, position, start, ref sink);
        }

        return word.End;
    }

    private void Plain<TSink>(
        ReadOnlySpan<char> word, bool hasDigit, TextLanguage language, TermKind kind, int position, int start, ref TSink sink)
        where TSink : struct, ITermSink, allows ref struct
    {
        var length = CharFolding.Fold(word, _folded);
        if (length == 0)
        {
            return;
        }

        if (hasDigit)
        {
            var numberKind = kind == TermKind.Word ? TermKind.Number : kind;
            sink.Add(new TextToken(TermHash.Of(_folded.AsSpan(0, length)), numberKind, position, start, word.Length));
            return;
        }

        var entry = _stems.Get(_folded, length, language);
        sink.Add(new TextToken(entry.Stem, entry.IsStop ? TermKind.Stop : kind, position, start, word.Length));
    }

    // 1,000.50 is one term without its commas.
    private void Number<TSink>(ReadOnlySpan<char> word, int position, int start, ref TSink sink)
        where TSink : struct, ITermSink, allows ref struct
    {
        var length = CharFolding.Fold(word, _whole);
        var kept = 0;
        for (var i = 0; i < length; i++)
        {
            if (_whole[i] != ',')
            {
                _whole[kept++] = _whole[i];
            }
        }

        sink.Add(new TextToken(TermHash.Of(_whole.AsSpan(0, kept)), TermKind.Number, position, start, word.Length));
    }

    private void Compound<TSink>(
        ReadOnlySpan<char> word, in WordShape shape, TextLanguage language, int position, int start, ref TSink sink)
        where TSink : struct, ITermSink, allows ref struct
    {
        // The panther's is the panther; don't is one word; l'eau is two.
        if (shape.OnlyApostrophe)
        {
            var cut = WordShape.LastApostrophe(word);
            var tail = word[(cut + 1)..];
            if (tail is "s" or "S")
            {
                Plain(word[..cut], hasDigit: false, language, TermKind.Word, position, start, ref sink);
                return;
            }

            if (tail is "t" or "re" or "ve" or "ll" or "d" or "m")
            {
                Whole(word, language, asWord: true, position, start, ref sink);
                return;
            }
        }

        for (var i = 0; i < word.Length;)
        {
            var length = WordShape.PartLength(word[i..], out var hasDigit);
            if (length > 1 || hasDigit)
            {
                Plain(word.Slice(i, length), hasDigit, language, TermKind.Part, position, start + i, ref sink);
            }

            i += Math.Max(1, length);
        }

        if (word.Length <= MaxWord && !(shape.OnlyApostrophe && language is TextLanguage.French or TextLanguage.Italian))
        {
            Whole(word, language, asWord: false, position, start, ref sink);
        }
    }

    private void Whole<TSink>(
        ReadOnlySpan<char> word, TextLanguage language, bool asWord, int position, int start, ref TSink sink)
        where TSink : struct, ITermSink, allows ref struct
    {
        var length = 0;
        foreach (var c in word)
        {
            if (CharTable.IsWordChar(c) && length < MaxWord)
            {
                _whole[length++] = c;
            }
        }

        if (asWord)
        {
            Plain(_whole.AsSpan(0, length), hasDigit: false, language, TermKind.Word, position, start, ref sink);
            return;
        }

        // Stemmed, so that e-mails are emails.
        var folded = CharFolding.Fold(_whole.AsSpan(0, length), _folded);
        var term = _folded.AsSpan(0, folded).ContainsAnyInRange('0', '9')
            ? TermHash.Of(_folded.AsSpan(0, folded))
            : _stems.Get(_folded, folded, language).Stem;
        sink.Add(new TextToken(term, TermKind.Whole, position, start, word.Length));
    }

    private int Grams<TSink>(ReadOnlySpan<char> text, int start, CharKind kind, int size, ref int position, ref TSink sink)
        where TSink : struct, ITermSink, allows ref struct
    {
        var end = start;
        while (end < text.Length && CharTable.KindOf(text[end]) == kind)
        {
            end++;
        }

        for (var i = start; i == start || i + size <= end; i++, position++)
        {
            var gram = text[i..Math.Min(i + size, end)];
            var length = CharFolding.Fold(gram, _folded);
            sink.Add(new TextToken(TermHash.Of(_folded.AsSpan(0, length)), TermKind.Gram, position, i, gram.Length));
        }

        return end;
    }

    // Vietnamese writes a space after each syllable and tells words apart by tone: the syllable with and without its marks, and
    // the pair with the one before.
    private int Syllable<TSink>(ReadOnlySpan<char> text, int start, int position, ref ulong previous, ref TSink sink)
        where TSink : struct, ITermSink, allows ref struct
    {
        var end = start;
        while (end < text.Length && CharTable.KindOf(text[end]) is CharKind.Letter or CharKind.Digit or CharKind.Mark)
        {
            end++;
        }

        var span = text[start..Math.Min(end, start + MaxWord)];
        var exact = TermHash.Of(_whole.AsSpan(0, CharFolding.Lower(span, _whole.AsSpan(0, MaxWord))));
        var plain = TermHash.Of(_folded.AsSpan(0, CharFolding.Fold(span, _folded)));
        var isStop = StopWords.Contains(plain, TextLanguage.Vietnamese);
        sink.Add(new TextToken(plain, isStop ? TermKind.Stop : TermKind.Part, position, start, span.Length));
        if (exact != plain)
        {
            sink.Add(new TextToken(exact, isStop ? TermKind.Stop : TermKind.Word, position, start, span.Length));
        }

        if (previous != 0 && !isStop)
        {
            sink.Add(new TextToken(TermHash.Pair(previous, exact), TermKind.Gram, position, start, span.Length));
        }

        previous = isStop ? 0 : exact;
        return end;
    }
}
