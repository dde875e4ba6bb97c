namespace AgentGrid.Core.Rag.Text;

/// <summary>Data of <see cref="CharFolding"/>, generated from the Unicode character database (NFKD without combining marks).</summary>
internal static class FoldingData
{
    /// <summary>Rows parted by spaces: the plain letter, then the lower-case letters that fold to it.</summary>
    public const string Diacritics =
        "aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ bɓḃḅḇ cçćĉċčḉ dðďđɗḋḍḏḑḓ " +
        "eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ fƒḟ gĝğġģǧǵḡ hĥħȟḣḥḧḩḫẖ iìíîïĩīĭįİıǐȉȋḭḯỉị jĵǰ " +
        "kķǩḱḳḵ lĺļľłḷḹḻḽ mḿṁṃ nñńņňŋǹṅṇṉṋ oòóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ pṕṗ " +
        "rŕŗřȑȓṙṛṝṟ sśŝşšſșṡṣṥṧṩẛ tţťŧțṫṭṯṱẗ uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự vṽṿ " +
        "wŵẁẃẅẇẉẘ xẋẍ yýÿŷȳẏẙỳỵỷỹ zźżžẑẓẕ æǣ ʹʹ αάἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ βϐ " +
        "εέϵἐἑἒἓἔἕὲέ ηήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ θϑ ιΐίϊἰἱἲἳἴἵἶἷὶίιῐῑῒΐῖῗ κϰ οόὀὁὂὃὄὅὸό πϖ " +
        "ρϱῤῥ σς υΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ φϕ ωώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ аӑӓ иѝйӣӥ ії еёӗ כך מם נן פף " +
        "צץ اآأإٱ كک هة وؤ يئىی ";

    /// <summary>Full-width katakana for U+FF66 to U+FF9D, in order.</summary>
    public const string HalfWidthKatakana = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
}
