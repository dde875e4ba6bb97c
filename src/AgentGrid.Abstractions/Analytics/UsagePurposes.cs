namespace AgentGrid.Analytics;

/// <summary>What a provider call was for.</summary>
public static class UsagePurposes
{
#pragma warning disable CS1591 // The names say it.
    public const string Answer = "answer";
    public const string Rewrite = "rewrite";
    public const string Rerank = "rerank";
    public const string Embed = "embed";
    public const string Title = "title";
    public const string Summary = "summary";
    public const string Architect = "architect";
    public const string Judge = "judge";
    public const string Test = "test";
#pragma warning restore CS1591
}
