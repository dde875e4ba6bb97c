using System.Text;
using AgentGrid.Core.Rag.Extraction;
using AgentGrid.Core.Rag.Extraction.Encodings;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class EncodingTests
{
    private const string Russian = "Быстрая коричневая лиса перепрыгивает через ленивую собаку. Сегодня хорошая погода, и мы пойдём гулять в парк.";

    private const string Ukrainian = "Сьогодні гарна погода, і ми підемо гуляти до парку. Її мрія здійснилася ще торік.";

    private const string Japanese = "今日は天気がいいので、公園を散歩しましょう。東京は日本の首都です。コンピュータの歴史について説明します。";

    private const string Chinese = "今天天气很好，我们去公园散步。北京是中国的首都，有很多历史悠久的建筑。";

    private const string Taiwanese = "今天天氣很好，我們去公園散步。台北是台灣的首都，有很多歷史悠久的建築。";

    private const string Korean = "오늘은 날씨가 좋아서 공원에 산책하러 갑니다. 서울은 대한민국의 수도이고 역사가 깊은 도시입니다.";

    private const string German = "Größere Straßen führen über schöne Brücken. Die Äpfel hängen tief, und das Mädchen läuft fröhlich nach Köln.";

    private const string French = "L’été dernier, où êtes-vous allés ? Nous avons déjeuné près de la forêt, à côté d’un château très célèbre.";

    private const string Spanish = "El niño comió una piña mañana por la mañana. ¿Qué pasó después? ¡Canción del corazón!";

    private const string Polish = "Zażółć gęślą jaźń. Wczoraj poszliśmy do sąsiadów na świętą kolację, która była świetna i bardzo długa.";

    private const string Czech = "Příliš žluťoučký kůň úpěl ďábelské ódy. Město je krásné a řeka teče pomalu přes údolí.";

    private const string Greek = "Η γρήγορη καφέ αλεπού πηδάει πάνω από το τεμπέλικο σκυλί. Σήμερα ο καιρός είναι καλός και θα πάμε στο πάρκο.";

    private const string Turkish = "Bugün hava çok güzel, parkta yürüyüşe çıkacağız. Işık doğudan yükselir, şehir ışığı görünür.";

    private const string Hebrew = "היום מזג האוויר יפה ואנחנו הולכים לטייל בפארק. ירושלים היא עיר עתיקה מאוד.";

    private const string Arabic = "الطقس جميل اليوم وسنذهب للتنزه في الحديقة. القاهرة هي عاصمة مصر ولها تاريخ طويل.";

    private const string Thai = "วันนี้อากาศดีมาก เราจะไปเดินเล่นที่สวนสาธารณะ กรุงเทพเป็นเมืองหลวงของประเทศไทย";

    private const string Latvian = "Šodien ir jauks laiks, un mēs iesim pastaigāties pa parku. Rīga ir Latvijas galvaspilsēta, ļoti skaista.";

    private const string Hindi = "किराया समझौता पहली जनवरी से प्रभावी होगा और किराया पाँच हज़ार है।";

    private const string Swedish = "Hyran skall betalas före första dagen i varje månad. Gåvan är från Åre och Örebro, på svenska språket.";

    private const string Hungarian = "A bérleti szerződés január elsején lép életbe; a bérleti díj ötezer forint. Tűz és víz.";

    private const string GreekOfDos = "Η σύμβαση μίσθωσης αρχίζει την πρώτη Ιανουαρίου και λήγει τον Δεκέμβριο.";

    private const string Typographic = "He said “hello” and it’s fine – really… The product™ costs €5, see §7.";

    [Fact]
    public void Extract_Utf7_IsRefusedWithItsName() =>
        Extracted.Refusal("Die W+AOQ-rmepumpe l+AOQ-uft im Winter l+AOQ-nger, +AMQ-hnlich.", "a.txt").Message.ShouldContain("UTF-7");

    [Theory]
    [InlineData("Call +49-30-1234 or +44-20-7946, C++ and a+b-c: 1+1-1, x+yzz-w, +123-456.")]
    [InlineData("See a+AOQ-b once, and +1-800-555.")]
    [InlineData("In Ruby ~{ab~} and LaTeX~{x} braces, ~{abc~}, ~{ and ~}")]
    public void Extract_AsciiWithPlusesAndBraces_IsVerbatim(string text) => Extracted.From(text, "a.txt").Text.ShouldBe(text);

    [Theory]
    [InlineData(932, Japanese)]
    [InlineData(51932, Japanese)]
    [InlineData(54936, Chinese)]
    [InlineData(936, Chinese)]
    [InlineData(950, Taiwanese)]
    [InlineData(949, Korean)]
    [InlineData(1251, Russian)]
    [InlineData(1251, Ukrainian)]
    [InlineData(20866, Russian)]
    [InlineData(866, Russian)]
    [InlineData(28595, Russian)]
    [InlineData(1252, German)]
    [InlineData(1252, French)]
    [InlineData(1252, Spanish)]
    [InlineData(1250, Polish)]
    [InlineData(1250, Czech)]
    [InlineData(1253, Greek)]
    [InlineData(1254, Turkish)]
    [InlineData(1255, Hebrew)]
    [InlineData(1256, Arabic)]
    [InlineData(1257, Latvian)]
    [InlineData(874, Thai)]
    [InlineData(850, German)]
    [InlineData(850, Spanish)]
    [InlineData(850, Swedish)]
    [InlineData(437, German)]
    [InlineData(437, Spanish)]
    [InlineData(10000, German)]
    [InlineData(10000, French)]
    [InlineData(10000, Spanish)]
    [InlineData(852, Polish)]
    [InlineData(852, Czech)]
    [InlineData(857, Turkish)]
    [InlineData(737, GreekOfDos)]
    [InlineData(10007, Russian)]
    [InlineData(10007, Ukrainian)]
    [InlineData(21866, Ukrainian)]
    [InlineData(28592, Polish)]
    [InlineData(28592, Czech)]
    [InlineData(1250, Hungarian)]
    [InlineData(1252, Swedish)]
    [InlineData(1252, Typographic)]
    [InlineData(1252, "Price\u00A0100 and\u00A0200 more\u00A0words")]
    [InlineData(1252, "Items:\n• one\n• two\n• three\n")]
    [InlineData(1252, "It is 20 °C and 30°C outside, ±5 %")]
    [InlineData(28605, "Der Mietvertrag für die Räume beginnt im März; die Gebühr beträgt 50 €.")]
    [InlineData(1252, "Take 1½ cups of sugar, ¼ litre of crème fraîche and ¾ of the jalapeños.")]
    [InlineData(50220, Japanese)]
    [InlineData(50225, Korean)]
    [InlineData(28596, Arabic)]
    [InlineData(28596, "هطلت أمطار غزيرة الليلة الماضية في القاهرة ولم يتمكن الأطفال من الخروج.")]
    [InlineData(52936, Chinese)]
    public void Extract_LegacyEncoding_IsDetected(int codePage, string text)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;

        Extracted.From(text, "note.txt", encoding).Text.ShouldBe(text);
        Extracted.From("Title: notes\r\n\r\n" + text + "\r\nend of notes\r\n", "note.txt", encoding).Text.ShouldContain(text);
    }

    public static TheoryData<string, bool> UnicodeForms()
    {
        var data = new TheoryData<string, bool>();
        foreach (var name in (string[])["utf-8", "utf-16", "utf-16BE", "utf-32", "utf-32BE"])
        {
            data.Add(name, true);
            data.Add(name, false);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(UnicodeForms))]
    public void Extract_UnicodeWithAndWithoutMark_IsDetected(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        foreach (var text in (string[])[German, Russian + "\n" + Russian, Chinese, Japanese, Arabic, Korean, Hebrew, Greek, Thai, Hindi, Polish, "Plain ASCII only, nothing else here.\n", "emoji 😀 and text"])
        {
            byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];

            Extracted.From(bytes, "note.txt").Text.ShouldBe(text);
        }
    }

    [Fact]
    public void Extract_Utf8WithFirstForeignByteFarBehind_IsUtf8()
    {
        var text = new string('a', 200_000).Replace("aaaaaaaaaa", "word word ", StringComparison.Ordinal) + "größer";

        Extracted.From(text, "note.txt").Text.ShouldBe(text);
    }

    [Fact]
    public void Extract_LegacyEncodingWithFirstForeignByteFarBehind_IsDetected()
    {
        var text = string.Concat(Enumerable.Repeat("plain words only, again and again\n", 8000)) + Japanese;

        Extracted.From(text, "note.txt", CodePagesEncodingProvider.Instance.GetEncoding(932)!).Text.ShouldEndWith(Japanese);
    }

    [Theory]
    [InlineData(Russian, 1)]
    [InlineData(Russian, 300)]
    [InlineData(German, 1)]
    [InlineData(German, 300)]
    [InlineData(Chinese, 1)]
    [InlineData(Chinese, 300)]
    [InlineData(Japanese, 1)]
    [InlineData(Japanese, 300)]
    public void Extract_Utf8WithABadByte_LosesThatCharacterOnly(string text, int times)
    {
        var whole = string.Concat(Enumerable.Repeat(text + "\n", times));
        var bytes = Encoding.UTF8.GetBytes(whole);
        var letter = Array.FindLastIndex(bytes, b => b >= 0xC0);

        Extracted.From(bytes[..(letter + 1)], "cut.txt").Text.ShouldBe(Encoding.UTF8.GetString(bytes, 0, letter) + '\uFFFD');
        Extracted.From([.. bytes, 0xFF, .. bytes], "middle.txt").Text.ShouldBe(whole + '\uFFFD' + whole);
        Extracted.From([.. bytes, .. Encoding.Latin1.GetBytes("Café Zürich")], "mixed.txt").Text.ShouldBe(whole + "Caf\uFFFD Z\uFFFDrich");
    }

    [Fact]
    public void Extract_Utf8WithABadByteFarBehind_IsUtf8()
    {
        var text = string.Concat(Enumerable.Repeat(German + "\n", 2000));

        Extracted.From([.. Encoding.UTF8.GetBytes(text), 0xE9, .. " end"u8], "note.txt").Text.ShouldBe(text + "\uFFFD end");
    }

    [Theory]
    [InlineData("", "a.jsonl")]
    [InlineData("\uFEFF", "a.jsonl")]
    public void Extract_JsonWithABadByte_LosesThatCharacterOnly(string mark, string name)
    {
        var records = mark + string.Concat(Enumerable.Repeat($"{{\"text\":\"{Russian}\"}}\n", 30));
        byte[] bytes = [.. Encoding.UTF8.GetBytes(records), .. "{\"text\":\"caf"u8, 0xE9, .. " au lait\"}\n"u8];

        var text = Extracted.From(bytes, name).Text;

        text.ShouldContain(Russian);
        text.ShouldContain("caf\uFFFD au lait");
    }

    [Fact]
    public void Extract_PageThatDeclaresAnotherCharsetThanItsBytes_IsReadByItsBytes()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes($"<html><head><meta charset=\"windows-1251\"></head><body><p>{Russian}</p><p>"), 0xFF, .. "</p></body></html>"u8];

        Extracted.From(bytes, "a.html").Text.ShouldContain(Russian);
    }

    [Fact]
    public void Extract_HalfOfItMalformed_IsRefusedAsGarbage()
    {
        // Every third letter lost: no charset explains it.
        byte[] bytes = [.. Enumerable.Repeat<byte[]>([0xD0, 0xB0, 0xD0, 0xB1, 0xFF, 0x20], 400).SelectMany(part => part)];

        Extracted.Refusal(bytes, "a.txt").Code.ShouldBe(ExtractionCodes.GarbageText);
    }

    [Theory]
    [InlineData(10029, Polish)]
    [InlineData(10029, Czech)]
    [InlineData(10081, Turkish)]
    public void Extract_EncodingThatCannotBeTold_IsRefusedAsGarbage(int codePage, string text) =>
        Extracted.Refusal(CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes(text + "\n" + text + "\n" + text), "note.txt")
            .Code.ShouldBe(ExtractionCodes.GarbageText);

    [Fact]
    public void Extract_TextEncodedTwice_IsRefusedAsGarbage()
    {
        var once = string.Concat(Enumerable.Repeat("Die Kündigungsfrist beträgt drei Monate, sagt der Vermieter aus dem Norden.\n", 20));
        var twice = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(Encoding.UTF8.GetBytes(once));

        Extracted.From(once, "note.txt").Text.ShouldBe(once);
        Extracted.Refusal(twice, "note.txt").Code.ShouldBe(ExtractionCodes.GarbageText);
    }

    [Fact]
    public void Extract_EscapesOfATerminal_AreNotTakenForACharset()
    {
        const string Log = "\u001B[31merror\u001B[0m the lamp is broken\n\u001B[32mok\u001B[0m the lamp works\n";

        Extracted.From(Log, "build.log").Text.ShouldBe(Log);
    }

    [Fact]
    public void Extract_CharacterAcrossReadBuffers_IsNotBroken()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var text = new string(' ', (64 * 1024) - shift) + "word 漢字😀 and more";

            TextEncodingDetector.Detect(new MemoryStream(Encoding.UTF8.GetBytes(text)))!.Certain.ShouldBeTrue();
        }
    }

    [Fact]
    public void Extract_RandomBytes_AreRefusedAsUnsupported()
    {
        var bytes = new byte[4096];
        new Random(7).NextBytes(bytes);

        Extracted.Refusal(bytes, "letter.txt").Code.ShouldBe(ExtractionCodes.UnsupportedFileType);
    }

    [Fact]
    public void Extract_NulAndHalfSurrogates_AreMadeStorable()
    {
        var text = Extracted.From("{\"a\":\"one \\u0000 two \\ud83d three\"}", "a.json").Text;

        text.ShouldNotContain('\0');
        text.ShouldContain("three");
        text.ShouldAllBe(c => !char.IsSurrogate(c));
    }
}
