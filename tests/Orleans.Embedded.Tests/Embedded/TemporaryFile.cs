namespace Orleans.Embedded.Tests.Embedded;

/// <summary>A path in a folder of its own.</summary>
internal static class TemporaryFile
{
    public static string NewPath() => Path.Combine(Directory.CreateTempSubdirectory("orleans-embedded-").FullName, "grains.db");
}
