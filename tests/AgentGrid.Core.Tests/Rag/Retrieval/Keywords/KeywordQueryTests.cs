using AgentGrid.Core.Rag.Retrieval.Keywords;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Tests.Rag.Retrieval.Keywords;

public sealed class KeywordQueryTests
{
    [Theory]
    [InlineData("US revenue 2023", "us revenue 2023")]
    [InlineData("What is the IT budget?", "it budget")]
    [InlineData("WHO recommendations on sugar", "who recommendations sugar")]
    [InlineData("Tell us about US revenue", "us revenue")]
    [InlineData("How IT handles tickets", "it handles tickets")]
    [InlineData("What is NOT covered by the warranty?", "covered warranty")]
    [InlineData("cats AND dogs", "cats dogs")]
    [InlineData("Tell us about it", "")]
    [InlineData("TELL US ABOUT THE REVENUE", "revenue")]
    [InlineData("Is it cold in Oslo?", "cold oslo")]
    public void Parse_Question_KeepsItsWordsAndWhatIsWrittenInCapitalsAmongSmallLetters(string question, string words) =>
        Of(question).Where(term => term is { Kind: not TermKind.Stop, IsOptional: false }).Select(term => term.Forms[0]).ShouldBe(TermsOf(words), ignoreOrder: true);

    [Fact]
    public void Parse_CapitalsAfterThePronoun_CountOnce() => Of("Tell us about US revenue").ShouldAllBe(term => term.Count == 1);

    [Theory]
    [InlineData("Is the harbour of Oslo open?", "oslo")]
    [InlineData("Who is Luke Kuechly?", "luke kuechly")]
    [InlineData("I have a question. Invoices from Oslo are late.", "oslo")]
    [InlineData("Tell me:\n(Invoices of 2023)", "2023")]
    [InlineData("\"Invoices\" mean what?", "")]
    [InlineData("What Is The Refund Policy For Damaged Items", "")]
    [InlineData("Refund Policy for Damaged Items in 2023", "2023")]
    [InlineData("Which Harvard alumni was Palestine Prime Minister?", "harvard palestine prime minister")]
    [InlineData("Which Harvard Alumni was the Palestine Prime Minister?", "harvard alumni palestine prime minister")]
    [InlineData("中央广场 San Diego Bay 在哪里？", "san diego bay")]
    [InlineData("Wann öffnet der Hafen?", "")]
    public void Parse_Capitals_AreNamesWhereTheyTell(string question, string names) =>
        Of(question).Where(term => term.IsName).Select(term => term.Forms[0]).ShouldBe(TermsOf(names), ignoreOrder: true);

    private static List<QueryTerm> Of(string question) => KeywordQuery.Parse(question, [TextLanguage.English]);

    // A common word by itself is looked for.
    private static IEnumerable<ulong> TermsOf(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Of(word).ShouldHaveSingleItem().Forms[0]);
}
