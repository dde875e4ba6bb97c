using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Orleans.Embedded.Generator;

/// <summary>Reads a grain class from the compilation.</summary>
internal static class ClassReader
{
    private const string Services = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions";
    private const string KeyedServices = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions";

    /// <summary>The model; null when the symbol is no grain class.</summary>
    public static ClassModel? Read(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class || type.IsAbstract || !Names.Implements(type, Names.GrainBase))
        {
            return null;
        }

        var problems = new List<ProblemModel>();
        if (type.IsGenericType)
        {
            problems.Add(ProblemModel.At(Rules.Generic, type, "a generic class"));
        }

        if (Names.Inaccessible(type) is { } access)
        {
            problems.Add(ProblemModel.At(Rules.Access, type, access));
        }

        var constructor = type.InstanceConstructors
            .Where(c => c.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)
            .OrderByDescending(c => Names.Attribute(c, "Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructorAttribute") is not null)
            .ThenByDescending(c => c.Parameters.Length)
            .FirstOrDefault();
        if (constructor is null)
        {
            problems.Add(ProblemModel.At(Rules.Constructor, type, "a grain class needs a public or internal constructor"));
        }

        var arguments = (constructor?.Parameters ?? []).Select(p => Argument(p, type, problems)).ToList();
        return new(Names.Plain(type), new(arguments), new(problems));
    }

    private static string Argument(IParameterSymbol parameter, INamedTypeSymbol type, List<ProblemModel> problems)
    {
        var name = Names.Plain(parameter.Type);
        if (Names.Attribute(parameter, "Orleans.Runtime.PersistentStateAttribute") is { } state)
        {
            if (parameter.Type is INamedTypeSymbol { TypeArguments.Length: 1 } facet
                && Names.Simple(facet.OriginalDefinition) == "Orleans.Runtime.IPersistentState<TState>")
            {
                return $"global::Orleans.Embedded.Storage.PersistentStateFacet.Create<{Names.InSignature(facet.TypeArguments[0])}>(context, "
                    + $"{Literal(state.ConstructorArguments[0].Value)}, {Literal(state.ConstructorArguments[1].Value)})";
            }

            problems.Add(ProblemModel.At(Rules.Constructor, type, $"parameter {parameter.Name} with [PersistentState] must be an IPersistentState<T>"));
        }

        if (Names.Simple(parameter.Type) == "Orleans.Runtime.IGrainContext")
        {
            return "context";
        }

        if (Names.Attribute(parameter, "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute") is { } keyed
            && keyed.ConstructorArguments.Length == 1)
        {
            return $"{KeyedServices}.GetRequiredKeyedService<{name}>(context.ActivationServices, {keyed.ConstructorArguments[0].ToCSharpString()})";
        }

        return parameter.HasExplicitDefaultValue && parameter.Type.IsReferenceType
            ? $"{Services}.GetService<{name}>(context.ActivationServices)"
            : $"{Services}.GetRequiredService<{name}>(context.ActivationServices)";
    }

    private static string Literal(object? value) =>
        value is string text ? SymbolDisplay.FormatLiteral(text, quote: true) : "null";
}
