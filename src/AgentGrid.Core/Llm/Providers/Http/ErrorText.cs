using System.Text;
using System.Text.RegularExpressions;

namespace AgentGrid.Core.Llm.Providers.Http;

/// <summary>Makes a provider's own words fit to show: no keys, no addresses, no control characters, one short line.</summary>
internal static partial class ErrorText
{
    private const int MaxLength = 300;

    // A shorter one is no secret, and taking it out would tear words apart.
    private const int ShortestKey = 6;
    private const string Hidden = "[secret]";

    /// <param name="key">The provider's key, which is taken out wherever it stands, whatever its shape.</param>
    public static string Sanitise(string? text, string? key)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        text = Without(text, key);

        // Cut before matching: patterns over a hostile megabyte would cost more than the message is worth.
        var clean = new StringBuilder(Math.Min(text.Length, 4 * MaxLength));
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, 4 * MaxLength)))
        {
            clean.Append(char.IsControl(c) ? ' ' : c);
        }

        var result = Address().Replace(clean.ToString(), "[address]");
        result = Secret().Replace(result, Hidden);
        result = Spaces().Replace(result, " ").Trim();
        return result.Length <= MaxLength ? result : string.Concat(result.AsSpan(0, MaxLength), "…");
    }

    private static string Without(string text, string? key) => key is not { Length: >= ShortestKey }
        ? text
        : text.Replace(key, Hidden, StringComparison.OrdinalIgnoreCase)
            .Replace(Uri.EscapeDataString(key), Hidden, StringComparison.OrdinalIgnoreCase);

    // Vendors' key shapes, header values, and long runs that look like a token (masked ones such as sk-a***z too).
    [GeneratedRegex(@"(?:\b(?:sk|pk|rk|gsk|xai|key|agk)[-_][A-Za-z0-9_\-*.]{4,}|\bAIza[A-Za-z0-9_\-*]{6,}|\bBearer\s+\S+|\b[A-Za-z0-9_\-]{32,}\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();

    [GeneratedRegex(@"\b[a-z][a-z0-9+.\-]*://\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
