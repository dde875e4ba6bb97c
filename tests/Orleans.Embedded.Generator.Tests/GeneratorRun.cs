using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Orleans.Embedded.Generator.Tests;

/// <summary>Compiles a source with the generator.</summary>
internal sealed record GeneratorRun(IReadOnlyList<string> Rules, IReadOnlyList<string> Errors, string Generated)
{
    public static GeneratorRun Of(string source)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).Contains("Generator", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Sample",
            [CSharpSyntaxTree.ParseText("using System.Threading; using System.Threading.Tasks; using System.Collections.Generic; using Orleans; using Orleans.Concurrency; using Orleans.Runtime;\n" + source)],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(new GrainGenerator())
            .RunGeneratorsAndUpdateCompilation(compilation, out var after, out var diagnostics);
        return new(
            [.. diagnostics.Select(d => d.Id).Order()],
            [.. after.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString())],
            string.Concat(after.SyntaxTrees.Skip(1)));
    }
}
