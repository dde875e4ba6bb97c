using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Encodings;

/// <summary>Chooses among legacy charsets by validity first and by how usual the decoded characters are.</summary>
internal static class LegacyCharsets
{
    private const int ExcerptBytes = 16 * 1024;

    /// <summary>What real text has in its own charset, however short, with room to spare; text in a charset not listed has less.</summary>
    private const double LeastScore = 0.25;

    /// <summary>Fewer bytes beyond ASCII may be strange and harmless signs.</summary>
    private const int EnoughToDoubt = 20;

    private const string Russian =
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёОЕАИНТСРВЛКМДПУЯЫЬГЗБЧЙХЖШЮЦЩЭФЪЁіїєґІЇЄҐ«»—№";

    private const string SimplifiedHanzi =
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经"
        + "么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又"
        + "关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教"
        + "姓名城市北京电话地址，。、：；？！“”（）《》";

    private const string TraditionalHanzi =
        "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經"
        + "麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又"
        + "關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教"
        + "姓名城市台北電話地址，。、：；？！「」（）《》";

    private const string Japanese =
        "のにはをたがでてとしれさいなるもらかこありまくっすきけせどそつちよみおえめわうだんへやねほろりばひふむゆずじびべぶげぼごぎぐざ"
        + "ンスルトーラアイリクシタドレロジッフコテナオマカサウキグバプムデエニパメブセチミュョャポ。、「」・"
        + "日人年大本中会国一事社出東部京場上前地方者業内新市政員行時間分自後目体学生定力円金合開手立連回通長近代名今高小月何文化山田木川口村子"
        + "藤佐井太郎英美三橋野屋古石原松和林清水中島大阪横浜県区町番号";

    private const string Korean =
        "이다의는에을가고하한를지로은도사기서자시리대인어나정있아그일해만부보수제전들라성게장주적상여조구국했과것안면신학공원동중니세회관스습되비화경소치우유";

    private const string WestEuropean = "éàèäöüßçêñðþáíóúâîôûãõåøæëïìòùœýÉÄÖÜÀÇÑÅØÁÓÚÍÊÐÞÝ’‘“”–—…€£°©®«»§·¿¡½";

    private const string CentralEuropean = "áéíóúýěščřžůőűąćęłńśźżţşăâîđťďňľôČŠŽŘÁÍŁŚŻÓĐŐŢŞ„”“’–—…€§";

    private const string Greek = "αοιετνσρπκμλςηυάίόέγδωήώύθφχβξζψΑΕΟΤΠΚΣΜΝΗΔΓΙΛΆΈΌΊΉΏΎΘΦΧΡ’“”«»–—";

    private const string Turkish = "ıişğüöçİŞĞÜÖÇâîû’‘“”–…";

    private static readonly LegacyCharset[] All =
    [
        new(932, Japanese, MultiByte: true, Prior: 0.02),
        new(51932, Japanese, MultiByte: true),
        new(54936, SimplifiedHanzi, MultiByte: true, Prior: 0.02),
        new(950, TraditionalHanzi, MultiByte: true, Prior: 0.01),
        new(949, Korean, MultiByte: true),
        new(1252, WestEuropean, Prior: 0.03),
        new(1250, CentralEuropean, Prior: -0.01),
        new(1251, Russian, Prior: 0.02),
        new(20866, Russian),
        new(21866, Russian, Prior: -0.01),
        new(866, Russian, Prior: -0.05),
        new(28595, Russian, Prior: -0.05),
        new(1253, Greek),
        new(1254, Turkish, Prior: -0.01),
        new(1255, "יוהלאתרשמבנםכעחדקפגטסזצןךףץ’“”–־"),
        new(1256, "اليمنرتوبعدسفهكقحةجشىأصطخذضءإئزغآؤثظپچگ،؟؛’“”–"),
        new(1257, "ėšįųžąčęūāēīļņģķŗõäöüŠŽČĖĀĪÕÄÖÜ„“”’–—", Prior: -0.02),
        new(874, "าร่นกง้อมยลวเดีทต่สัิปบะคหแจพชขใไโศูุืึผณธถซญฟ์ๆฐฉฮภฝ", Prior: -0.01),
        new(28605, WestEuropean, Prior: 0.02),
        new(28592, CentralEuropean, Prior: -0.015),
        new(850, WestEuropean, Prior: -0.1),
        new(852, CentralEuropean, Prior: -0.12),
        new(857, Turkish, Prior: -0.12),
        new(737, Greek, Prior: -0.12),
        new(10000, WestEuropean, Prior: -0.1),
        new(10007, Russian, Prior: -0.04),
        new(28596, "اليمنرتوبعدسفهكقحةجشىأصطخذضءإئزغآؤثظ،؟؛", Prior: -0.04),
    ];

    /// <summary>The likeliest charset of a sample that is not UTF-8.</summary>
    public static TextEncodingGuess Guess(ReadOnlySpan<byte> sample)
    {
        var excerpt = Excerpt(sample);
        var best = All[5];
        var bestScore = double.MinValue;
        foreach (var charset in All)
        {
            var score = CharsetScorer.Score(charset, excerpt);
            if (score > bestScore)
            {
                (best, bestScore) = (charset, score);
            }
        }

        return new TextEncodingGuess(best.Reading, Certain: false)
        {
            IsDoubtful = bestScore < LeastScore && Foreign(excerpt) >= EnoughToDoubt,
        };
    }

    /// <summary>The lines that are not plain ASCII: they alone tell charsets apart, and some pages of them are enough.</summary>
    private static ReadOnlySpan<byte> Excerpt(ReadOnlySpan<byte> sample)
    {
        if (sample.Length <= ExcerptBytes)
        {
            return sample;
        }

        var kept = new List<byte>(ExcerptBytes);
        while (!sample.IsEmpty && kept.Count < ExcerptBytes)
        {
            var end = sample.IndexOf((byte)'\n');
            var line = end < 0 ? sample : sample[..(end + 1)];
            sample = sample[line.Length..];
            if (!Ascii.IsValid(line))
            {
                kept.AddRange(line[..Math.Min(line.Length, ExcerptBytes)]);
            }
        }

        return kept.ToArray();
    }

    private static int Foreign(ReadOnlySpan<byte> bytes)
    {
        var foreign = 0;
        foreach (var b in bytes)
        {
            foreign += b >> 7;
        }

        return foreign;
    }
}
