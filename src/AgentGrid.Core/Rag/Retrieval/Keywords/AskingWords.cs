namespace AgentGrid.Core.Rag.Retrieval.Keywords;

/// <summary>
/// Words that only ask: what "how many" asks for is answered by a number, not by "many". After "how" it is any word; after the
/// like of it in other languages, which also begins "wie kündige ich …", those that measure.
/// </summary>
internal static class AskingWords
{
    private const string How = "how";

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Measures = new[]
    {
        ("wie", "alt breit dick groß gross heiß hoch kalt lang lange oft schnell schwer spät stark teuer tief warm weit"),
        ("hoe", "breed diep duur groot hoog laat lang oud snel vaak ver vroeg warm zwaar"),
        ("hur", "djup dyr dyrt gammal gammalt hög högt länge lång långt ofta snabb snabbt stor stort tung tungt"),
        ("hvor", "dyr dyrt gammel gammelt høj højt høy høyt lang langt lenge længe meget mye ofte stor stort"),
        ("jak", "często daleko długo často dlouho daleko"),
    }.SelectMany(list => list.Item2.Split(' '), (list, word) => $"{list.Item1} {word}")
        .ToHashSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the second of two words only asks.</summary>
    /// <param name="text">Where they stand.</param>
    /// <param name="first">Where the first begins and ends.</param>
    /// <param name="second">Where the second begins and ends; one space is between them.</param>
    public static bool Asks(string text, Range first, Range second) =>
        text.AsSpan()[first].Equals(How, StringComparison.OrdinalIgnoreCase) || Measures.Contains(text.AsSpan()[first.Start..second.End]);
}
