using System.Text;

namespace AgentGrid.Benchmarks.Ingest;

/// <summary>English-like text of any length, always the same for a seed: words by Zipf's law, sentences, paragraphs.</summary>
internal static class SampleText
{
    private const int Vocabulary = 8000;

    private static readonly string[] Words = MakeWords();

    public static string Of(int seed, int chars)
    {
        var random = new Random(seed);
        var text = new StringBuilder(chars + 64);
        while (text.Length < chars)
        {
            for (var sentence = random.Next(3, 9); sentence > 0; sentence--)
            {
                AppendSentence(text, random);
            }

            text.Append("\n\n");
        }

        text.Length = chars;
        return text.ToString();
    }

    private static void AppendSentence(StringBuilder text, Random random)
    {
        var start = text.Length;
        for (var word = random.Next(6, 22); word > 0; word--)
        {
            // Zipf: the rank of a word is the vocabulary's size to a uniformly chosen power.
            text.Append(Words[(int)Math.Pow(Vocabulary, random.NextDouble()) - 1]).Append(word > 1 ? " " : ". ");
        }

        text[start] = char.ToUpperInvariant(text[start]);
    }

    private static string[] MakeWords()
    {
        string[] onsets = ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl", "ch", "th", ""];
        string[] vowels = ["a", "e", "i", "o", "u", "ea", "ou", "ai"];
        string[] codas = ["", "n", "r", "s", "t", "l", "nd", "ng", "ck", "m"];
        var random = new Random(1);
        return [.. Enumerable.Range(0, Vocabulary).Select(rank => string.Concat(Enumerable.Range(0, 1 + (int)Math.Log10(rank + 10))
            .Select(_ => onsets[random.Next(onsets.Length)] + vowels[random.Next(vowels.Length)] + codas[random.Next(codas.Length)])))];
    }
}
