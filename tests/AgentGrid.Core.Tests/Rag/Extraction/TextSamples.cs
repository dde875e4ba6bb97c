namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>A sentence or two in many scripts.</summary>
internal static class TextSamples
{
    public const string Russian = "Быстрая коричневая лиса перепрыгивает через ленивую собаку. Сегодня хорошая погода, и мы пойдём гулять в парк.";
    public const string Ukrainian = "Сьогодні гарна погода, і ми підемо гуляти до парку. Її мрія здійснилася ще торік.";
    public const string Japanese = "今日は天気がいいので、公園を散歩しましょう。東京は日本の首都です。コンピュータの歴史について説明します。";
    public const string Chinese = "今天天气很好，我们去公园散步。北京是中国的首都，有很多历史悠久的建筑。";
    public const string Taiwanese = "今天天氣很好，我們去公園散步。台北是台灣的首都，有很多歷史悠久的建築。";
    public const string Korean = "오늘은 날씨가 좋아서 공원에 산책하러 갑니다. 서울은 대한민국의 수도이고 역사가 깊은 도시입니다.";
    public const string German = "Größere Straßen führen über schöne Brücken. Die Äpfel hängen tief, und das Mädchen läuft fröhlich nach Köln.";
    public const string French = "L’été dernier, où êtes-vous allés ? Nous avons déjeuné près de la forêt, à côté d’un château très célèbre.";
    public const string Spanish = "El niño comió una piña mañana por la mañana. ¿Qué pasó después? ¡Canción del corazón!";
    public const string Polish = "Zażółć gęślą jaźń. Wczoraj poszliśmy do sąsiadów na świętą kolację, która była świetna i bardzo długa.";
    public const string Czech = "Příliš žluťoučký kůň úpěl ďábelské ódy. Město je krásné a řeka teče pomalu přes údolí.";
    public const string Greek = "Η γρήγορη καφέ αλεπού πηδάει πάνω από το τεμπέλικο σκυλί. Σήμερα ο καιρός είναι καλός και θα πάμε στο πάρκο.";
    public const string Turkish = "Bugün hava çok güzel, parkta yürüyüşe çıkacağız. Işık doğudan yükselir, şehir ışığı görünür.";
    public const string Hebrew = "היום מזג האוויר יפה ואנחנו הולכים לטייל בפארק. ירושלים היא עיר עתיקה מאוד.";
    public const string Arabic = "الطقس جميل اليوم وسنذهب للتنزه في الحديقة. القاهرة هي عاصمة مصر ولها تاريخ طويل.";
    public const string Thai = "วันนี้อากาศดีมาก เราจะไปเดินเล่นที่สวนสาธารณะ กรุงเทพเป็นเมืองหลวงของประเทศไทย";
    public const string Latvian = "Šodien ir jauks laiks, un mēs iesim pastaigāties pa parku. Rīga ir Latvijas galvaspilsēta, ļoti skaista.";
    public const string Hindi = "किराया समझौता पहली जनवरी से प्रभावी होगा और किराया पाँच हज़ार है।";
    public const string Swedish = "Hyran skall betalas före första dagen i varje månad. Gåvan är från Åre och Örebro, på svenska språket.";
    public const string Hungarian = "A bérleti szerződés január elsején lép életbe; a bérleti díj ötezer forint. Tűz és víz.";
    public const string GreekOfDos = "Η σύμβαση μίσθωσης αρχίζει την πρώτη Ιανουαρίου και λήγει τον Δεκέμβριο.";
    public const string Typographic = "He said “hello” and it’s fine – really… The product™ costs €5, see §7.";
}
