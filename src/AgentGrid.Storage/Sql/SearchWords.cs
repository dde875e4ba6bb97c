namespace AgentGrid.Storage.Sql;

/// <summary>The words asked for.</summary>
/// <param name="LastIsBeginning">Whether the last may be the beginning of a word: it is still being typed, as far as can be seen.</param>
/// <param name="Asked">Whether anything was asked for; signs alone are, and no word has them.</param>
internal sealed record SearchWords(string[] Words, bool LastIsBeginning, bool Asked)
{
    /// <summary>Whether nothing can be found.</summary>
    public bool FindsNothing => Asked && Words.Length == 0;

    public bool IsBeginning(int index) => LastIsBeginning && index == Words.Length - 1;

    /// <summary>A pattern for a column that <see cref="SearchText.Column"/> made.</summary>
    public string LikePattern(int index) => IsBeginning(index) ? $"% {Words[index]}%" : $"% {Words[index]} %";
}
