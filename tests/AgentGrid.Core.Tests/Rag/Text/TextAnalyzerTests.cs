using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Tests.Rag.Text;

public sealed class TextAnalyzerTests
{
    [Theory]
    [InlineData("running", "Runs")]
    [InlineData("café", "CAFE")]
    [InlineData("ＡＢＣ１２", "abc12")]
    [InlineData("the panther's", "panthers")]
    [InlineData("1,000,000", "1000000")]
    [InlineData("ﾊﾟﾘ", "パリ")]
    [InlineData("Straße", "strasse")]
    [InlineData("e-mail", "email")]
    [InlineData("don’t", "don't")]
    [InlineData("km²", "km2")]
    [InlineData("lamp¹²", "lamp")]
    [InlineData("1998³", "1998")]
    public void Analyze_TwoSpellingsOfOneWord_ShareTheirLastTerm(string one, string other) =>
        Terms(one)[^1].ShouldBe(Terms(other)[^1]);

    [Theory]
    [InlineData("SKU-1234", "sku")]
    [InlineData("SKU-1234", "1234")]
    [InlineData("SKU-1234", "SKU1234")]
    [InlineData("snake_case_name", "snake")]
    [InlineData("snake_case_name", "snakecasename")]
    [InlineData("parseHttpRequest", "http")]
    [InlineData("XMLReader", "xml")]
    [InlineData("XMLReader", "reader")]
    [InlineData("anna@example.com", "example")]
    [InlineData("version 10.4.2", "10.4.2")]
    public void Analyze_Identifier_IsFoundWholeAndInParts(string text, string part) =>
        Terms(text).ShouldContain(Terms(part)[^1]);

    [Theory]
    [InlineData("图书馆开放", "书馆")]
    [InlineData("東京タワーへ行く", "タワ")]
    [InlineData("도서관에서", "서관")]
    [InlineData("ห้องสมุดเปิด", "สมุด")]
    public void Analyze_ScriptWithoutSpaces_FindsInnerPart(string text, string part) =>
        Terms(text).ShouldContain(Terms(part)[0]);

    [Theory]
    [InlineData("German", "Häuser", "Häusern")]
    [InlineData("French", "nationaux", "national")]
    [InlineData("Spanish", "bibliotecas", "biblioteca")]
    [InlineData("Russian", "библиотеками", "библиотека")]
    [InlineData("Arabic", "المكتبات", "مكتبة")]
    [InlineData("Turkish", "kitaplarımızdan", "kitaplar")]
    [InlineData("Greek", "βιβλιοθήκης", "βιβλιοθήκη")]
    [InlineData("Hindi", "पुस्तकों", "पुस्तक")]
    public void Analyze_TwoFormsInALanguage_ShareAStem(string language, string one, string other) =>
        Terms(one, Enum.Parse<TextLanguage>(language))[0].ShouldBe(Terms(other, Enum.Parse<TextLanguage>(language))[0]);

    [Fact]
    public void Analyze_VietnameseTones_TellSyllablesApart()
    {
        var one = Terms("má", TextLanguage.Vietnamese);
        var other = Terms("mà", TextLanguage.Vietnamese);

        one.Except(other).ShouldNotBeEmpty();
        one.Intersect(other).ShouldHaveSingleItem("typing without marks finds both");
    }

    [Fact]
    public void Analyze_CommonWords_AreMarkedAsStops()
    {
        var sink = new Sink([]);
        new TextAnalyzer().Analyze("What is the capital?", TextLanguage.English, ref sink);

        sink.Tokens.Select(t => t.Kind).ShouldBe([TermKind.Stop, TermKind.Stop, TermKind.Stop, TermKind.Word]);
        sink.Tokens[^1].Start.ShouldBe(12);
        sink.Tokens[^1].Length.ShouldBe(7);
    }

    [Theory]
    [InlineData("")]
    [InlineData("---___...")]
    [InlineData("\uD800\uDFFF\uDC00")]
    [InlineData("\u0300\u0301")]
    public void Analyze_NothingToFind_DoesNotFail(string text) => Should.NotThrow(() => Terms(text));

    [Fact]
    public void Analyze_OverlongWord_IsBounded() => Terms(new string('x', 100_000)).Count.ShouldBeLessThan(2_000);

    [Theory]
    [InlineData("The cat sat on the mat and it was happy with that.", "English")]
    [InlineData("Die Katze sitzt auf der Matte und ist nicht sehr froh.", "German")]
    [InlineData("Le chat est assis sur le tapis et il est content.", "French")]
    [InlineData("El gato está sentado en la alfombra y no se mueve.", "Spanish")]
    [InlineData("Кошка сидит на ковре и не хочет уходить.", "Russian")]
    [InlineData("猫坐在垫子上。", "Chinese")]
    [InlineData("猫はマットの上に座っています。", "Japanese")]
    [InlineData("고양이가 매트 위에 앉아 있다.", "Korean")]
    [InlineData("แมวนั่งบนเสื่อ", "Thai")]
    [InlineData("Con mèo ngồi trên tấm thảm và không muốn đi.", "Vietnamese")]
    [InlineData("Kedi bir halının üzerinde oturuyor ve çok mutlu.", "Turkish")]
    [InlineData("القط يجلس على السجادة ولا يريد أن يذهب", "Arabic")]
    [InlineData("SKU-1234 42 99.5", "Unknown")]
    public void Detect_Sentence_NamesItsLanguage(string text, string language) =>
        LanguageDetector.Detect(text).ToString().ShouldBe(language);

    [Fact]
    public void SimHash_SimilarTexts_DifferInFewBits()
    {
        var text = string.Join(' ', Enumerable.Range(0, 300).Select(i => $"word{i * 7919 % 500}"));

        Distance(text, text + " one more").ShouldBeLessThan(8);
        Distance(text, string.Join(' ', Enumerable.Range(0, 300).Select(i => $"other{i}"))).ShouldBeGreaterThan(12);
    }

    private static int Distance(string one, string other) =>
        System.Numerics.BitOperations.PopCount(Sketch(one) ^ Sketch(other));

    private static ulong Sketch(string text)
    {
        var hash = default(SimHash);
        foreach (var term in Terms(text))
        {
            hash.Add(term);
        }

        return hash.Value();
    }

    private static List<ulong> Terms(string text, TextLanguage language = TextLanguage.English)
    {
        var sink = new Sink([]);
        new TextAnalyzer().Analyze(text, language, ref sink);
        return [.. sink.Tokens.Select(token => token.Term)];
    }

    private readonly struct Sink(List<TextToken> tokens) : ITermSink
    {
        public List<TextToken> Tokens => tokens;

        public void Add(in TextToken token) => tokens.Add(token);
    }
}
