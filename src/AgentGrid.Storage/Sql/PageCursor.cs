using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace AgentGrid.Storage.Sql;

/// <summary>
/// Where a page ended, by a sort key and an id: the next page is found by an index, however far in. Opaque to callers.
/// </summary>
internal readonly record struct PageCursor(long Key, string Id)
{
    /// <summary>Before everything, for lists that go up.</summary>
    public static PageCursor Lowest { get; } = new(long.MinValue, "");

    /// <summary>Behind everything, for lists that go down.</summary>
    public static PageCursor Highest { get; } = new(long.MaxValue, "");

    public static Failure Invalid { get; } = Failure.Invalid(
        FailureCodes.InvalidCursor, "The cursor is none of this list's. Take it from nextCursor of the page before.");

    public static int Limit(PageRequest page) => Math.Clamp(page.Limit, 1, PageRequest.MaxLimit);

    /// <returns>False when the text is no cursor.</returns>
    public static bool TryRead(PageRequest page, PageCursor first, out PageCursor cursor)
    {
        cursor = first;
        if (page.Cursor is null)
        {
            return true;
        }

        if (page.Cursor.Length > 400 || !Base64Url.IsValid(page.Cursor))
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(page.Cursor));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0
            || !long.TryParse(text.AsSpan(0, colon), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var key))
        {
            return false;
        }

        cursor = new PageCursor(key, text[(colon + 1)..]);
        return true;
    }

    /// <summary>A page out of up to one row more than fit.</summary>
    public static Page<TItem> Page<TRow, TItem>(
        List<TRow> rows, int limit, Func<TRow, TItem> item, Func<TRow, PageCursor> cursor) =>
        new(
            [.. rows.Take(limit).Select(item)],
            rows.Count > limit ? cursor(rows[limit - 1]).Text() : null);

    private string Text() => Base64Url.EncodeToString(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Key}:{Id}")));
}
