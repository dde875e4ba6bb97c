using System.Globalization;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>
/// How a format shows a date or time. Its parts are kept and their order is not: 2024-03-05 where the format writes months in
/// figures, 5 March 2024 where it names them, so that no reader takes a day for a month.
/// </summary>
internal sealed class XlsxDateFormat
{
    private const double LastDay = 2_958_465;

    private const int DaysTo1904 = 1_462;

    /// <summary>Excel counts a 29 February 1900, which was none; days before it are one off.</summary>
    private const int FalseLeapDay = 60;

    private readonly CultureInfo _culture;
    private readonly string _date;
    private readonly bool _hasTime;

    private XlsxDateFormat(string date, bool hasTime, CultureInfo culture) => (_date, _hasTime, _culture) = (date, hasTime, culture);

    /// <summary>The format of a pattern without its literal text, or null when it shows no date.</summary>
    public static XlsxDateFormat? Find(string pattern, CultureInfo culture)
    {
        var letters = pattern.ToLowerInvariant().Replace("am/pm", "", StringComparison.Ordinal).Replace("a/p", "", StringComparison.Ordinal);
        var runs = new List<string>();
        foreach (var c in letters.Where(char.IsAsciiLetter))
        {
            if (runs.Count > 0 && runs[^1][0] == c)
            {
                runs[^1] += c;
            }
            else
            {
                runs.Add(c.ToString());
            }
        }

        bool year = false, day = false, weekday = false, time = false;
        var month = 0;
        for (var i = 0; i < runs.Count; i++)
        {
            var minutes = (i > 0 && runs[i - 1][0] == 'h') || (i + 1 < runs.Count && runs[i + 1][0] == 's');
            time |= runs[i][0] is 'h' or 's' || (runs[i][0] == 'm' && minutes);
            year |= runs[i][0] == 'y';
            day |= runs[i] is "d" or "dd";
            weekday |= runs[i].Length > 2 && runs[i][0] == 'd';
            month = runs[i][0] == 'm' && !minutes ? runs[i].Length : month;
        }

        return time || year || day || weekday || month > 0 ? new XlsxDateFormat(Pattern(year, month, day, weekday), time, culture) : null;
    }

    public string? Show(double number, bool from1904)
    {
        if (number is < 0 or > LastDay)
        {
            return null;
        }

        var time = DateTime.UnixEpoch.AddSeconds(Math.Round(number % 1 * 86_400)).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        if (_date.Length == 0 || (number < 1 && !from1904))
        {
            return time;
        }

        var days = number + (from1904 ? DaysTo1904 : number < FalseLeapDay ? 1 : 0);
        var date = DateTime.FromOADate(Math.Min(days, LastDay)).ToString(_date, _culture);
        return _hasTime && number % 1 != 0 ? $"{date} {time}" : date;
    }

    private static string Pattern(bool year, int month, bool day, bool weekday) => (year, month, day) switch
    {
        (_, > 2, true) => "d MMMM yyyy",
        (_, > 0, true) or (true, _, true) => "yyyy-MM-dd",
        (true, > 2, false) => "MMMM yyyy",
        (true, > 0, false) => "yyyy-MM",
        (true, _, false) => "yyyy",
        (false, > 2, false) => "MMMM",
        (false, > 0, false) => "%M",
        (false, _, true) => "%d",
        _ => weekday ? "dddd" : "",
    };
}
