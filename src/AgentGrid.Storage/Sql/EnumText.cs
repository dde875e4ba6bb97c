using System.Collections.Frozen;
using System.Text.Json;

namespace AgentGrid.Storage.Sql;

/// <summary>Enums are stored as their camelCase names, so that rows can be read without this program.</summary>
internal static class EnumText<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Texts =
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

    private static readonly FrozenDictionary<string, T> Values =
        Texts.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    public static string Of(T value) => Texts[value];

    public static T Parse(string text) =>
        Values.TryGetValue(text, out var value)
            ? value
            : throw new InvalidDataException($"The database holds '{text}', which is no {typeof(T).Name} this program knows.");
}
