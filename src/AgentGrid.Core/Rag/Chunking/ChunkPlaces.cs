using System.Text;
using System.Text.Json;

namespace AgentGrid.Core.Rag.Chunking;

/// <summary>
/// The places of a chunk as text: <c>[[offset, page, kept, "heading"], …]</c>, where <c>kept</c> says how many characters of
/// the heading before stand before this one's, so that the deep paths of many sections take little more than their titles.
/// </summary>
public static class ChunkPlaces
{
    private const int Fields = 4;

    /// <returns>Null for no places.</returns>
    public static string? Encode(IReadOnlyList<ChunkPlace> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        if (places.Count == 0)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            var before = "";
            json.WriteStartArray();
            foreach (var place in places)
            {
                Write(json, place, before);
                before = place.Heading ?? "";
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <returns>By ascending offset; none for null and for what <see cref="Encode"/> did not write.</returns>
    public static IReadOnlyList<ChunkPlace> Decode(string? text)
    {
        if (text is null)
        {
            return [];
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            var places = new List<ChunkPlace>(json.RootElement.GetArrayLength());
            var before = "";
            foreach (var row in json.RootElement.EnumerateArray())
            {
                var place = Read(row, before);
                places.Add(place);
                before = place.Heading ?? "";
            }

            return places;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentOutOfRangeException)
        {
            return [];
        }
    }

    private static void Write(Utf8JsonWriter json, in ChunkPlace place, string before)
    {
        json.WriteStartArray();
        json.WriteNumberValue(place.Offset);
        if (place.Page is { } page)
        {
            json.WriteNumberValue(page);
        }
        else
        {
            json.WriteNullValue();
        }

        var kept = (place.Heading ?? "").AsSpan().CommonPrefixLength(before);
        kept -= kept > 0 && char.IsHighSurrogate(before[kept - 1]) ? 1 : 0;
        json.WriteNumberValue(kept);
        json.WriteStringValue(place.Heading?[kept..]);
        json.WriteEndArray();
    }

    private static ChunkPlace Read(JsonElement row, string before)
    {
        if (row.GetArrayLength() != Fields)
        {
            throw new FormatException();
        }

        var heading = row[3].GetString();
        return new ChunkPlace(
            row[0].GetInt32(),
            row[1].ValueKind == JsonValueKind.Null ? null : row[1].GetInt32(),
            heading is null ? null : string.Concat(before.AsSpan(0, row[2].GetInt32()), heading));
    }
}
