using System.Globalization;
using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>
/// A number format as far as it changes what a reader of the sheet takes a number for: a percentage, a date, a duration, an amount
/// in a currency or unit, a code with leading zeros. Values are not rounded to what fits a column.
/// </summary>
internal sealed class XlsxNumberFormat
{
    private const int LongestAffix = 20;

    private const string Placeholders = "0#?";

    private readonly StringBuilder _pattern = new();
    private string _prefix = "", _suffix = "", _elapsed = "";
    private CultureInfo _culture = CultureInfo.InvariantCulture;
    private XlsxDateFormat? _date;

    public static XlsxNumberFormat? Parse(string code)
    {
        var format = new XlsxNumberFormat();
        format.Read(code);
        var pattern = format._pattern.ToString();
        if (format._elapsed.Length == 0 && !pattern.Contains('G', StringComparison.Ordinal))
        {
            format._date = XlsxDateFormat.Find(pattern, format._culture);
        }

        return format;
    }

    public string? Show(double number, string raw, bool from1904)
    {
        var pattern = _pattern.ToString();
        if (_elapsed.Length > 0)
        {
            return Math.Abs(number) < 1e9 ? Elapsed(number, pattern) : null;
        }

        if (_date is not null)
        {
            return _date.Show(number, from1904);
        }

        if (pattern.Contains('%', StringComparison.Ordinal))
        {
            return Math.Abs(number) < 1e20 ? Percent((decimal)number * 100, pattern) : null;
        }

        if (pattern.Length > 1 && pattern.All(c => c == '0') && number >= 0 && Math.Truncate(number) == number)
        {
            return _prefix + PlainNumber.Of(number, raw).PadLeft(Math.Min(pattern.Length, LongestAffix), '0') + _suffix;
        }

        // A fraction or thousands left out: the unit would not fit the plain number.
        var plain = PlainNumber.Of(number, raw);
        return pattern.Contains('/', StringComparison.Ordinal) || pattern.EndsWith(',') || (_prefix.Length == 0 && _suffix.Length == 0) ? plain
            : plain.StartsWith('-') ? "-" + _prefix + plain[1..] + _suffix : _prefix + plain + _suffix;
    }

    private static string Percent(decimal percent, string pattern)
    {
        var point = pattern.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : Math.Min(10, pattern.Skip(point).Count(Placeholders.Contains));
        return percent.ToString("0." + new string('0', decimals) + new string('#', Math.Max(0, 2 - decimals)), CultureInfo.InvariantCulture) + "%";
    }

    private string Elapsed(double days, string pattern)
    {
        var seconds = (long)Math.Round(Math.Abs(days) * 86_400);
        var (minutes, hours) = (seconds / 60, seconds / 3600);
        var shown = _elapsed[0] switch
        {
            'h' => pattern.Contains('s', StringComparison.OrdinalIgnoreCase) ? $"{hours}:{minutes % 60:00}:{seconds % 60:00}" : $"{hours}:{minutes % 60:00}",
            'm' => $"{minutes}:{seconds % 60:00}",
            _ => seconds.ToString(CultureInfo.InvariantCulture),
        };
        return days < 0 ? "-" + shown : shown;
    }

    /// <summary>Reads the section for positive numbers, which is the first.</summary>
    private void Read(string code)
    {
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '"':
                    var close = code.IndexOf('"', i + 1) is >= 0 and var at ? at : code.Length;
                    Literal(code[(i + 1)..close]);
                    i = close;
                    break;
                case '\\':
                    Literal(code[Math.Min(++i, code.Length)..Math.Min(i + 1, code.Length)]);
                    break;
                case '_' or '*':
                    i++;
                    break;
                case '[':
                    var end = code.IndexOf(']', i) is > 0 and var found ? found : code.Length;
                    Bracket(code[(i + 1)..end]);
                    i = end;
                    break;
                case 'G' or 'g' when code.AsSpan(i).StartsWith("General", StringComparison.OrdinalIgnoreCase):
                    _pattern.Append('G');
                    i += "General".Length - 1;
                    break;
                case var c when c is '.' or ',' or '%' or '/' or ':' or '@' or '+' or '-' || char.IsAsciiLetterOrDigit(c) || Placeholders.Contains(c, StringComparison.Ordinal):
                    _pattern.Append(c);
                    break;
                case var c:
                    Literal(c.ToString());
                    break;
            }
        }

        (_prefix, _suffix) = (_prefix.TrimStart(), _suffix.TrimEnd());
    }

    private void Bracket(string content)
    {
        if (content.StartsWith('$'))
        {
            var parts = content[1..].Split('-', 2);
            Literal(parts[0]);
            _culture = parts.Length > 1 ? CultureOf(parts[1]) : _culture;
        }
        else if (content.Length is > 0 and < 10 && content.All(c => char.ToLowerInvariant(c) == char.ToLowerInvariant(content[0])) && content[0] is 'h' or 'H' or 'm' or 'M' or 's' or 'S')
        {
            _elapsed = content.ToLowerInvariant();
        }
    }

    private void Literal(string text)
    {
        if (_prefix.Length + _suffix.Length + text.Length > LongestAffix)
        {
            return;
        }

        if (_pattern.ToString().AsSpan().ContainsAny("0#?G"))
        {
            _suffix += text;
        }
        else
        {
            _prefix += text;
        }
    }

    /// <summary>The language of month names, where it counts months as everybody does.</summary>
    private static CultureInfo CultureOf(string lcid)
    {
        try
        {
            return int.TryParse(lcid, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) && (id & 0xFFFF) is > 0 and < 0xF000
                && CultureInfo.GetCultureInfo(id & 0xFFFF) is { Calendar: GregorianCalendar } culture ? culture : CultureInfo.InvariantCulture;
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}
