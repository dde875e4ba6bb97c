using System.Globalization;
using System.Reflection;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Migrations;

/// <summary>Finds scripts named <c>0001_what_it_does.sql</c>, in the program or in a folder.</summary>
internal static class MigrationScripts
{
    public static IReadOnlyList<Migration> Embedded(SqlDialect dialect)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = dialect + "/";
        return Numbered(
            from name in assembly.GetManifestResourceNames()
            where name.StartsWith(prefix, StringComparison.Ordinal)
            select (name[prefix.Length..], Text(assembly, name)));
    }

    public static IReadOnlyList<Migration> Folder(string path) =>
        Numbered(Directory.EnumerateFiles(path, "*.sql").Select(file => (Path.GetFileName(file), File.ReadAllText(file))));

    private static List<Migration> Numbered(IEnumerable<(string File, string Sql)> scripts)
    {
        var migrations = scripts.Select(Parse).OrderBy(migration => migration.Version).ToList();
        for (var i = 0; i < migrations.Count; i++)
        {
            if (migrations[i].Version != i + 1)
            {
                throw new StorageStartException(
                    $"Migration scripts must be numbered from 0001 without gap or repeat; '{migrations[i].Name}' is out of order.");
            }
        }

        return migrations;
    }

    private static Migration Parse((string File, string Sql) script)
    {
        var name = Path.GetFileNameWithoutExtension(script.File);
        var end = name.IndexOf('_', StringComparison.Ordinal);
        return int.TryParse(name.AsSpan(0, Math.Max(0, end)), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new Migration(version, name, script.Sql)
            : throw new StorageStartException($"The migration script '{script.File}' must be named like 0001_what_it_does.sql.");
    }

    private static string Text(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
