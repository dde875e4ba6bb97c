using System.Globalization;

namespace AgentGrid.Client;

/// <summary>Addresses below the server's own.</summary>
internal static class ApiPath
{
    /// <summary>A path in which every inserted value stands for itself, whatever is in it.</summary>
    public static string Of(FormattableString path) =>
        string.Format(CultureInfo.InvariantCulture, path.Format, Array.ConvertAll(path.GetArguments(), static value => (object)Escape(value)));

    /// <summary>The path with the query values that are there.</summary>
    public static string With(string path, params ReadOnlySpan<(string Name, object? Value)> query)
    {
        var separator = '?';
        foreach (var (name, value) in query)
        {
            if (value is not null)
            {
                path += $"{separator}{name}={Escape(value)}";
                separator = '&';
            }
        }

        return path;
    }

    private static string Escape(object? value) => Uri.EscapeDataString(value switch
    {
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    });
}
