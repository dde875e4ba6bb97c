using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Orleans.Embedded.Generator;

/// <summary>Generates proxies for grain interfaces and factories for grain classes.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class GrainGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var interfaces = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is InterfaceDeclarationSyntax { BaseList: not null },
                static (syntax, cancellation) => InterfaceReader.Read(Symbol(syntax, cancellation)))
            .Where(static model => model is not null)
            .Collect();
        var classes = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is ClassDeclarationSyntax { BaseList: not null },
                static (syntax, cancellation) => ClassReader.Read(Symbol(syntax, cancellation)))
            .Where(static model => model is not null)
            .Collect();
        var assembly = context.CompilationProvider.Select(static (compilation, _) => (
            Namespace: "OrleansGenerated." + Names.Identifier(compilation.AssemblyName ?? "Unnamed"),
            References: new EquatableArray<string>(References(compilation)),
            HasEngine: compilation.GetTypeByMetadataName(Names.ManifestAttribute) is not null));

        context.RegisterSourceOutput(interfaces.Combine(classes).Combine(assembly), static (output, all) =>
        {
            var ((interfaces, classes), (ns, references, hasEngine)) = all;
            if (hasEngine)
            {
                Write(output, Distinct(interfaces, i => i.Name), Distinct(classes, c => c.Name), ns, references);
            }
        });
    }

    private static INamedTypeSymbol Symbol(GeneratorSyntaxContext syntax, CancellationToken cancellation) =>
        (INamedTypeSymbol)syntax.SemanticModel.GetDeclaredSymbol(syntax.Node, cancellation)!;

    private static IEnumerable<string> References(Compilation compilation) =>
        compilation.SourceModule.ReferencedAssemblySymbols
            .Where(a => Names.Attribute(a, Names.ManifestAttribute) is not null)
            .Select(a => a.Identity.Name);

    /// <summary>Partial declarations are read once each.</summary>
    private static List<T> Distinct<T>(ImmutableArray<T?> models, System.Func<T, string> name)
        where T : class =>
        [.. models.OfType<T>().GroupBy(name).Select(g => g.First())];

    private static void Write(
        SourceProductionContext output, List<InterfaceModel> interfaces, List<ClassModel> classes, string ns, EquatableArray<string> references)
    {
        foreach (var problem in interfaces.SelectMany(i => i.Problems).Concat(classes.SelectMany(c => c.Problems)).Distinct())
        {
            output.ReportDiagnostic(problem.ToDiagnostic());
        }

        interfaces.RemoveAll(static i => i.Problems.Count > 0);
        classes.RemoveAll(static c => c.Problems.Count > 0);
        foreach (var type in interfaces)
        {
            output.AddSource($"{type.ProxyName}.g.cs", ProxyWriter.Write(type, ns));
        }

        output.AddSource("GrainManifest.g.cs", ManifestWriter.Write(ns, interfaces, classes, references));
    }
}
