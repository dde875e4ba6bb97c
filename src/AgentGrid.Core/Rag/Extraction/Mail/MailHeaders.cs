namespace AgentGrid.Core.Rag.Extraction.Mail;

/// <summary>Header fields of a message or part, unfolded.</summary>
internal sealed class MailHeaders
{
    private const int MaxFields = 2000;

    private const int MaxFieldChars = 64_000;

    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);
    private string? _last;

    public void Add(string line)
    {
        if (line.Length > 0 && char.IsWhiteSpace(line[0]))
        {
            if (_last is not null && _fields[_last].Length + line.Length < MaxFieldChars)
            {
                _fields[_last] += " " + line.Trim();
            }

            return;
        }

        var colon = line.IndexOf(':', StringComparison.Ordinal);
        _last = colon > 0 && _fields.Count < MaxFields ? line[..colon].Trim() : null;
        if (_last is not null && !_fields.TryAdd(_last, line[(colon + 1)..].Trim()))
        {
            _last = null;
        }
    }

    /// <summary>A field's text, encoded words decoded; empty when it is not there.</summary>
    public string Text(string name) => EncodedWords.Decode(_fields.GetValueOrDefault(name, ""));

    /// <summary>A field's value before its parameters.</summary>
    public string Value(string name, string otherwise)
    {
        var value = _fields.GetValueOrDefault(name, otherwise).Split(';')[0].Trim();
        return value.Length == 0 ? otherwise : value;
    }

    /// <summary>A parameter of a field, or null.</summary>
    public string? Parameter(string field, string parameter) => MailParameter.Read(_fields.GetValueOrDefault(field, ""), parameter);
}
