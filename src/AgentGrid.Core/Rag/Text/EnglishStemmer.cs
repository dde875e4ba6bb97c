using System.Buffers;

namespace AgentGrid.Core.Rag.Text;

/// <summary>
/// The English ("Porter2") stemming algorithm as described at https://snowballstem.org/algorithms/english/stemmer.html,
/// in place over folded letters without apostrophes.
/// </summary>
internal static class EnglishStemmer
{
    private const string Vowels = "aeiouy";
    private const string Doubles = "bdfgmnprt";
    private const string LiEndings = "cdeghkmnrt";
    private static readonly SearchValues<char> VowelSet = SearchValues.Create(Vowels);

    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Irregular = new Dictionary<string, string>
    {
        ["skis"] = "ski",
        ["skies"] = "sky",
        ["dying"] = "die",
        ["lying"] = "lie",
        ["tying"] = "tie",
        ["idly"] = "idl",
        ["gently"] = "gentl",
        ["ugly"] = "ugli",
        ["early"] = "earli",
        ["only"] = "onli",
        ["singly"] = "singl",
        ["sky"] = "sky",
        ["news"] = "news",
        ["howe"] = "howe",
        ["atlas"] = "atlas",
        ["cosmos"] = "cosmos",
        ["bias"] = "bias",
        ["andes"] = "andes",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> DoneAfterPlural = new HashSet<string>
    {
        "inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Stems the first <paramref name="length"/> letters of <paramref name="word"/> in place; answers the new length.</summary>
    /// <param name="word">Lower-case letters, with room for one more at the end.</param>
    /// <param name="length">Letters in use.</param>
    public static int Stem(Span<char> word, int length)
    {
        if (length <= 2)
        {
            return length;
        }

        if (Irregular.TryGetValue(word[..length], out var known))
        {
            known.CopyTo(word);
            return known.Length;
        }

        MarkConsonantY(word[..length]);
        var (r1, r2) = Regions(word[..length]);
        length = Plural(word, length);
        if (DoneAfterPlural.Contains(word[..length]))
        {
            return length;
        }

        length = PastAndGerund(word, length, r1);
        if (length > 2 && word[length - 1] is 'y' or 'Y' && !IsVowel(word[length - 2]))
        {
            word[length - 1] = 'i';
        }

        length = Replace(word, length, r1, r2, EnglishSuffixes.Step2, second: true);
        length = Replace(word, length, r1, r2, EnglishSuffixes.Step3, second: false);
        length = Step4Delete(word, length, r2);
        length = FinalLetter(word, length, r1, r2);
        word[..length].Replace('Y', 'y');
        return length;
    }

    private static bool IsVowel(char c) => Vowels.Contains(c);

    private static void MarkConsonantY(Span<char> word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] == 'y' && (i == 0 || IsVowel(word[i - 1])))
            {
                word[i] = 'Y';
            }
        }
    }

    private static (int R1, int R2) Regions(ReadOnlySpan<char> word)
    {
        var r1 = word.StartsWith("gener") || word.StartsWith("arsen") ? 5
            : word.StartsWith("commun") ? 6
            : After(word, 0);
        return (r1, After(word, r1));
    }

    // The region after the first consonant that follows a vowel.
    private static int After(ReadOnlySpan<char> word, int from)
    {
        for (var i = from + 1; i < word.Length; i++)
        {
            if (IsVowel(word[i - 1]) && !IsVowel(word[i]))
            {
                return i + 1;
            }
        }

        return word.Length;
    }

    private static int Plural(Span<char> word, int n)
    {
        var w = word[..n];
        if (w.EndsWith("sses"))
        {
            return n - 2;
        }

        if (w.EndsWith("ied") || w.EndsWith("ies"))
        {
            return n > 4 ? n - 2 : n - 1;
        }

        return w.EndsWith("s") && !w.EndsWith("us") && !w.EndsWith("ss") && n > 2 && HasVowel(w[..(n - 2)]) ? n - 1 : n;
    }

    private static int PastAndGerund(Span<char> word, int n, int r1)
    {
        var w = word[..n];
        if (w.EndsWith("eedly"))
        {
            return n - 5 >= r1 ? n - 3 : n;
        }

        if (w.EndsWith("eed"))
        {
            return n - 3 >= r1 ? n - 1 : n;
        }

        var cut = w.EndsWith("ingly") ? 5 : w.EndsWith("edly") ? 4 : w.EndsWith("ing") ? 3 : w.EndsWith("ed") ? 2 : 0;
        if (cut == 0 || !HasVowel(w[..(n - cut)]))
        {
            return n;
        }

        n -= cut;
        w = word[..n];
        if (w.EndsWith("at") || w.EndsWith("bl") || w.EndsWith("iz"))
        {
            word[n] = 'e';
            return n + 1;
        }

        if (n >= 2 && w[n - 1] == w[n - 2] && Doubles.Contains(w[n - 1]))
        {
            return n - 1;
        }

        if (r1 >= n && EndsInShortSyllable(w))
        {
            word[n] = 'e';
            return n + 1;
        }

        return n;
    }

    private static int Replace(Span<char> word, int n, int r1, int r2, (string Suffix, string Replacement)[] rules, bool second)
    {
        foreach (var (suffix, replacement) in rules)
        {
            if (!word[..n].EndsWith(suffix))
            {
                continue;
            }

            var start = n - suffix.Length;
            var applies = start >= r1 && (suffix switch
            {
                "ogi" when second => start > 0 && word[start - 1] == 'l',
                "li" when second => start > 0 && LiEndings.Contains(word[start - 1]),
                "ative" => start >= r2,
                _ => true,
            });
            if (!applies)
            {
                return n;
            }

            replacement.CopyTo(word[start..]);
            return start + replacement.Length;
        }

        return n;
    }

    private static int Step4Delete(Span<char> word, int n, int r2)
    {
        foreach (var suffix in EnglishSuffixes.Step4)
        {
            if (!word[..n].EndsWith(suffix))
            {
                continue;
            }

            var start = n - suffix.Length;
            return start >= r2 && (suffix != "ion" || (start > 0 && word[start - 1] is 's' or 't')) ? start : n;
        }

        return n;
    }

    private static int FinalLetter(Span<char> word, int n, int r1, int r2)
    {
        var start = n - 1;
        return word[start] switch
        {
            'e' when start >= r2 || (start >= r1 && !EndsInShortSyllable(word[..start])) => start,
            'l' when start >= r2 && start > 0 && word[start - 1] == 'l' => start,
            _ => n,
        };
    }

    private static bool HasVowel(ReadOnlySpan<char> word) => word.ContainsAny(VowelSet);

    private static bool EndsInShortSyllable(ReadOnlySpan<char> w)
    {
        var n = w.Length;
        if (n == 2)
        {
            return IsVowel(w[0]) && !IsVowel(w[1]);
        }

        return n > 2 && !IsVowel(w[n - 3]) && IsVowel(w[n - 2]) && !IsVowel(w[n - 1]) && w[n - 1] is not ('w' or 'x' or 'Y');
    }
}
