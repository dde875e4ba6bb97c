using System.Collections.Immutable;
using System.Globalization;

namespace AgentGrid.Core.Agents;

/// <summary>When a write to an agent is based on what is there.</summary>
public static class AgentVersionRules
{
    /// <summary>Name of the problem member that tells the newest version.</summary>
    public const string CurrentVersion = "currentVersion";

    /// <summary>Null when <paramref name="expected"/> is the newest version, or nothing in particular is expected.</summary>
    public static Failure? CheckExpected(int latest, int? expected) =>
        expected is null || expected == latest
            ? null
            : new Failure(
                FailureKind.VersionConflict,
                FailureCodes.VersionConflict,
                $"The agent is at version {latest}, your change was based on {expected}. Read it again and repeat the change.")
            {
                Extensions = ImmutableDictionary<string, string>.Empty.Add(
                    CurrentVersion, latest.ToString(CultureInfo.InvariantCulture)),
            };
}
