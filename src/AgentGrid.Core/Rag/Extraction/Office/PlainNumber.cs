using System.Globalization;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>Numbers in digits, without an exponent as long as anyone would read them so.</summary>
internal static class PlainNumber
{
    private const int LongestDigits = 30;

    private const double Largest = 1e28;

    private const double Smallest = 1e-15;

    /// <param name="raw">How it is stored: a card or account number is more exact there than as a number.</param>
    public static string Of(double number, string raw)
    {
        var digits = raw.StartsWith('-') ? raw.AsSpan(1) : raw;
        if (digits.Length is > 0 and <= LongestDigits && !digits.ContainsAnyExceptInRange('0', '9'))
        {
            return raw;
        }

        var size = Math.Abs(number);
        var exact = number.ToString("G15", CultureInfo.InvariantCulture);
        return size is >= Smallest and < Largest && decimal.TryParse(exact, NumberStyles.Float, CultureInfo.InvariantCulture, out var plain)
            ? plain.ToString("0.############################", CultureInfo.InvariantCulture) : exact;
    }
}
