namespace AgentGrid.Core.Rag.Text;

/// <summary>What a UTF-16 unit means to the tokeniser.</summary>
internal enum CharKind : byte
{
    /// <summary>White space, punctuation, symbols: ends a word.</summary>
    Separator,

    /// <summary>A letter of a script that puts spaces between words.</summary>
    Letter,

    Digit,

    /// <summary>Han or kana: cut into pairs of characters.</summary>
    Ideograph,

    /// <summary>Hangul syllable: cut into pairs within a word, since particles stick to nouns.</summary>
    Hangul,

    /// <summary>Thai, Lao, Khmer, Burmese, Tibetan: no spaces between words; cut into triples.</summary>
    Unsegmented,

    /// <summary>A mark that is dropped: combining accents, Arabic and Hebrew vowel points, tatweel, joiners, soft hyphen.</summary>
    Mark,

    /// <summary>Joins the parts of an identifier when letters or digits stand on both sides.</summary>
    Connector,

    Apostrophe,

    /// <summary>A comma: joins the digits of 1,000 and ends a word elsewhere.</summary>
    Comma,
}
