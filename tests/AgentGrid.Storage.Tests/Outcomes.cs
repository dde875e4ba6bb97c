namespace AgentGrid.Storage.Tests;

/// <summary>What a test expects of an outcome.</summary>
internal static class Outcomes
{
    public static T ShouldSucceed<T>(this Outcome<T> outcome)
    {
        outcome.Failure.ShouldBeNull();
        return outcome.Value!;
    }

    public static Failure ShouldFail<T>(this Outcome<T> outcome, string code)
    {
        outcome.Failure.ShouldNotBeNull();
        outcome.Failure.Code.ShouldBe(code);
        return outcome.Failure;
    }

    /// <summary>Walks all pages of a list and gives every item.</summary>
    public static async Task<List<T>> AllPagesAsync<T>(Func<PageRequest, ValueTask<Outcome<Page<T>>>> list, int limit)
    {
        var items = new List<T>();
        string? cursor = null;
        do
        {
            var page = (await list(new PageRequest(limit, cursor))).ShouldSucceed();
            page.Items.Length.ShouldBeLessThanOrEqualTo(limit);
            items.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return items;
    }
}
