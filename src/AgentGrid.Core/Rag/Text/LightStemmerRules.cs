namespace AgentGrid.Core.Rag.Text;

/// <summary>
/// Endings that <see cref="LightStemmer"/> takes off, by language, written over folded letters (ä as a, é as e, й as и).
/// Passes are parted by '|'; in a pass the longest ending that fits is taken once; <c>x>y</c> replaces instead of removing;
/// <c>x-</c> is a beginning. The lists follow the light stemmers of J. Savoy (CLEF), light10 for Arabic (Larkey et al.) and
/// Ramanathan and Rao for Hindi.
/// </summary>
internal static class LightStemmerRules
{
    /// <summary>
    /// Letters kept of a word of a language that adds ending to ending, where cutting words at five letters does about as well as
    /// full analysis (F. Can et al., "Information retrieval on Turkish texts", 2008).
    /// </summary>
    public const int TruncatedLength = 5;

    private const string Scandinavian =
        "arnas ernas ornas heterna heten arna erna orna ande ende aren erne arne ens ets ene ers ar er or en et es s a e";

    public static string? For(TextLanguage language) => language switch
    {
        TextLanguage.German => "ern em er en es e s|en er est st",
        TextLanguage.French => "eaux>eau aux>al x s|ement euses>eux euse>eux ive>if ees ee er ez e",
        TextLanguage.Spanish => "ces>z es s|mente|a o e",
        TextLanguage.Italian => "mente|he hi ie io ia i e a o",
        TextLanguage.Portuguese => "oes>ao aes>ao ais>al eis>el ois>ol ns>m es s|mente|a o e",
        TextLanguage.Dutch => "heden>heid en es e s",
        TextLanguage.Swedish or TextLanguage.Danish or TextLanguage.Norwegian => Scandinavian,
        TextLanguage.Polish => "owie ami ach ego emu ych ymi imi owi iem om ow ej ie ia em ym im a e y i o u",
        TextLanguage.Czech => "ovi ami ach ich ech eho emu ymi imi ou em um uv ym im a e i o u y",
        TextLanguage.Romanian => "iilor urile ului elor ilor iei ile ele lor ul ei ii le ea a e i u",
        TextLanguage.Indonesian => "nya lah kah|kan an",
        TextLanguage.Russian =>
            "иями ями ами иеи иям ием иях ими ыми его ого ему ому ее ие ые ое еи ии ыи ои ем им ым ом их ых ую юю ая яя ою ею " +
            "ев ов ье ям ам ах ях ию ью ия ья ла ли ло ть а е и о у ы ь ю я",
        TextLanguage.Ukrainian =>
            "ями ами еві ові ого ому ими іми іи ии ои ям ам ах ях их іх ою ею ею ів ия ія ію ть ла ли ло а е и і о у ь ю я є",
        TextLanguage.Greek => "ματων ματοσ ματα ιουσ εων ουσ ων οι ησ ασ εσ ου οσ εισ ει η α ο ι",
        TextLanguage.Arabic => "وال- بال- كال- فال- لل- ال- و-|ها ان ات ون ين يه ه ي",
        TextLanguage.Persian => "هايي هاي ها ان ي",
        TextLanguage.Hebrew => "ימ ות ה",
        TextLanguage.Hindi => "ताओं ियों ियां ाओं ाएं ुओं ुएं ाइयों ों ें ीं ां ाँ ो े ू ु ी ि ा",
        _ => null,
    };

    public static bool Truncates(TextLanguage language) =>
        language is TextLanguage.Turkish or TextLanguage.Finnish or TextLanguage.Hungarian;
}
