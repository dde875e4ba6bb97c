using System.Globalization;

namespace AgentGrid.Knowledge;

/// <summary>Which model made vectors, and their length: only vectors of one space can be compared.</summary>
/// <param name="Model">The model with everything that changes its vectors.</param>
/// <param name="Dimensions">Length of its vectors.</param>
[GenerateSerializer, Immutable, Alias("embedding-space")]
public sealed record EmbeddingSpace(
    [property: Id(0)] string Model,
    [property: Id(1)] int Dimensions)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static EmbeddingSpace Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.LastIndexOf('@');
        return at > 0 && int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var dimensions)
            ? new EmbeddingSpace(text[..at], dimensions)
            : throw new FormatException($"'{text}' is not written as model@dimensions.");
    }

    /// <summary><c>model@dimensions</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Model}@{Dimensions}");
}
