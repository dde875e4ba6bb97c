using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace AgentGrid.Core.Rag.Text;

/// <summary>
/// Folds letters so that spellings of one word meet: lower case, no diacritics, no full or half width, native digits as
/// ASCII. Own tables, because Unicode normalisation needs ICU and the process may run without it.
/// </summary>
internal static class CharFolding
{
    private const int TableSize = 0x2000;
    private const string Lowered = "₀₁₂₃₄₅₆₇₈₉";
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static readonly SearchValues<char> OffTheLine = SearchValues.Create(Lowered + Raised);
    private static readonly char[] Table = BuildTable();

    /// <summary>
    /// Folds <paramref name="source"/> into <paramref name="destination"/>, dropping marks; stops when the destination is full.
    /// Answers the number of characters written.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Fold(ReadOnlySpan<char> source, Span<char> destination)
    {
        var n = 0;
        for (var i = 0; i < source.Length && n < destination.Length - 1; i++)
        {
            var c = source[i];
            if (c < 0x80)
            {
                // Up to the next that is not ASCII, which is nearly always all there is.
                _ = Ascii.ToLower(source[i..], destination[n..^1], out var lowered);
                n += lowered;
                i += lowered - 1;
            }
            else if (c is '\u3099' or '\u309A' or '\uFF9E' or '\uFF9F')
            {
                // A voicing mark written apart changes the kana before it.
                if (n > 0 && destination[n - 1] is (>= 'か' and <= 'ほ') or (>= 'カ' and <= 'ホ'))
                {
                    destination[n - 1] += c is '\u309A' or '\uFF9F' ? (char)2 : (char)1;
                }
            }
            else
            {
                n += FoldWide(c, destination[n..]);
            }
        }

        return n;
    }

    /// <summary>Lower case only: diacritics stay. For scripts whose marks carry meaning, such as Vietnamese tones.</summary>
    public static int Lower(ReadOnlySpan<char> source, Span<char> destination)
    {
        var n = Math.Min(source.Length, destination.Length);
        for (var i = 0; i < n; i++)
        {
            destination[i] = char.ToLowerInvariant(source[i]);
        }

        return n;
    }

    /// <summary>
    /// The text with kana and their voicing marks, where these stand apart (half width, or decomposed), as one character each; the
    /// text itself when there are none, which is nearly always.
    /// </summary>
    public static ReadOnlySpan<char> ComposeVoiced(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny("\u3099\u309A\uFF9E\uFF9F"))
        {
            return text;
        }

        var composed = new StringBuilder(text.Length);
        Span<char> pair = stackalloc char[4];
        for (var i = 0; i < text.Length; i++)
        {
            var marked = i + 1 < text.Length && text[i + 1] is '\u3099' or '\u309A' or '\uFF9E' or '\uFF9F';
            composed.Append(pair[..Fold(text.Slice(i, marked ? 2 : 1), pair)]);
            i += marked ? 1 : 0;
        }

        return composed.ToString();
    }

    /// <summary>
    /// The text with digits below the line, and those above it behind a unit of one or two letters, as plain ones: H₂O is H2O and km² is km2,
    /// but a note's mark behind a number or a longer word is no part of it. As many characters; the text itself where there are none.
    /// </summary>
    public static ReadOnlySpan<char> PlainDigits(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(OffTheLine))
        {
            return text;
        }

        var plain = text.ToArray();
        for (var i = 0; i < plain.Length; i++)
        {
            var digit = Lowered.IndexOf(plain[i], StringComparison.Ordinal);
            digit = digit < 0 && IsAfterUnit(plain, i) ? Raised.IndexOf(plain[i], StringComparison.Ordinal) : digit;
            plain[i] = digit < 0 ? plain[i] : (char)('0' + digit);
        }

        return plain;
    }

    private static bool IsAfterUnit(char[] text, int i) =>
        i > 0 && char.IsLetter(text[i - 1]) && !(i > 2 && char.IsLetter(text[i - 2]) && char.IsLetter(text[i - 3]));

    private static int FoldWide(char c, Span<char> destination)
    {
        switch (c)
        {
            case 'ß' or 'ẞ': return Two(destination, 's', 's');
            case 'æ' or 'Æ' or 'ǽ' or 'Ǽ': return Two(destination, 'a', 'e');
            case 'œ' or 'Œ': return Two(destination, 'o', 'e');
            case 'þ' or 'Þ': return Two(destination, 't', 'h');
            case 'ﬁ': return Two(destination, 'f', 'i');
            case 'ﬂ': return Two(destination, 'f', 'l');
            case 'ﬀ': return Two(destination, 'f', 'f');
        }

        if (CharTable.KindOf(c) == CharKind.Mark)
        {
            return 0;
        }

        destination[0] = Single(c);
        return 1;
    }

    private static char Single(char c)
    {
        if (c < TableSize)
        {
            return Table[c];
        }

        return c switch
        {
            >= '\uFF01' and <= '\uFF5E' => char.ToLowerInvariant((char)(c - 0xFEE0)),
            >= '\uFF66' and <= '\uFF9D' => FoldingData.HalfWidthKatakana[c - '\uFF66'],
            _ => char.ToLowerInvariant(c),
        };
    }

    private static int Two(Span<char> destination, char first, char second)
    {
        destination[0] = first;
        destination[1] = second;
        return 2;
    }

    private static char[] BuildTable()
    {
        var table = new char[TableSize];
        for (var i = 0; i < table.Length; i++)
        {
            var c = (char)i;
            var digit = CharUnicodeInfo.GetDecimalDigitValue(c);
            table[i] = digit >= 0 ? (char)('0' + digit) : char.ToLowerInvariant(c);
        }

        foreach (var row in FoldingData.Diacritics.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var c in row.AsSpan(1))
            {
                table[c] = row[0];
            }
        }

        // Upper-case letters follow their lower-case form.
        for (var i = 0x80; i < table.Length; i++)
        {
            var lower = char.ToLowerInvariant((char)i);
            if (lower != i && lower < table.Length)
            {
                table[i] = table[lower];
            }
        }

        return table;
    }
}
