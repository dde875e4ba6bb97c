using Xunit;

namespace AgentGrid.Testing;

/// <summary>What tests do when a tool from outside is absent: skip on a laptop, fail where everything ought to be there.</summary>
public static class Requires
{
    /// <summary>Whether <c>CI=true</c>.</summary>
    public static bool IsCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Goes on when <paramref name="missing"/> is null; otherwise it is the reason for skipping or failing.</summary>
    public static void Tool(string? missing)
    {
        if (missing is not null && IsCi)
        {
            throw new InvalidOperationException($"CI must have every tool: {missing}");
        }

        Skip.If(missing is not null, missing);
    }
}
