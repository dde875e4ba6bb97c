using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Orleans.Embedded.Generator;

/// <summary>Reads a grain interface from the compilation.</summary>
internal static class InterfaceReader
{
    private const string Task = "System.Threading.Tasks.Task";
    private const string ValueTask = "System.Threading.Tasks.ValueTask";
    private const string AsyncEnumerable = "System.Collections.Generic.IAsyncEnumerable<T>";
    private const string Token = "System.Threading.CancellationToken";

    /// <summary>The model; null when the symbol is no grain interface.</summary>
    public static InterfaceModel? Read(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Interface || !Names.Implements(type, Names.Addressable) || Names.Implements(type, Names.Observer)
            || Names.Simple(type) is Names.Observer)
        {
            return null;
        }

        var problems = new List<ProblemModel>();
        if (type.IsGenericType)
        {
            problems.Add(ProblemModel.At(Rules.Generic, type, "a generic interface"));
        }

        if (Names.Inaccessible(type) is { } access)
        {
            problems.Add(ProblemModel.At(Rules.Access, type, access));
        }

        var methods = new List<MethodModel>();
        foreach (var member in type.AllInterfaces.Concat([type]).SelectMany(i => i.GetMembers()).Where(m => !m.IsStatic))
        {
            switch (member)
            {
                case IMethodSymbol { MethodKind: MethodKind.Ordinary } method:
                    if (Read(method, problems) is { } model)
                    {
                        methods.Add(model);
                    }

                    break;
                case IPropertySymbol or IEventSymbol:
                    problems.Add(ProblemModel.At(Rules.Member, member, member is IPropertySymbol ? "a property" : "an event"));
                    break;
            }
        }

        var name = Names.Plain(type);
        return new(name, "Proxy_" + Names.Identifier(name), new(methods), new(problems));
    }

    private static MethodModel? Read(IMethodSymbol method, List<ProblemModel> problems)
    {
        var before = problems.Count;
        if (method.IsGenericMethod)
        {
            problems.Add(ProblemModel.At(Rules.Generic, method, "a generic method"));
        }

        var shape = Shape(method.ReturnType);
        if (shape is null)
        {
            problems.Add(ProblemModel.At(Rules.ReturnType, method, method.ReturnType.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));
        }

        for (var i = 0; i < method.Parameters.Length; i++)
        {
            var parameter = method.Parameters[i];
            if (parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType)
            {
                problems.Add(ProblemModel.At(Rules.Parameter, method, $"parameter {parameter.Name} must be passed by value"));
            }

            if (Names.Simple(parameter.Type) == Token && i != method.Parameters.Length - 1)
            {
                problems.Add(ProblemModel.At(Rules.Parameter, method, "a CancellationToken must be the last parameter"));
            }
        }

        if (problems.Count > before)
        {
            return null;
        }

        var options = new List<string>();
        foreach (var option in new[] { "AlwaysInterleave", "ReadOnly", "OneWay" })
        {
            if (Names.Attribute(method, $"Orleans.Concurrency.{option}Attribute") is not null)
            {
                options.Add(option);
            }
        }

        // An enumeration lives between the other requests of its grain, whatever the attributes say.
        if (shape == ReturnShape.Enumerable && !options.Contains("AlwaysInterleave"))
        {
            options.Add("AlwaysInterleave");
        }

        if (options.Contains("OneWay") && shape is not (ReturnShape.Task or ReturnShape.ValueTask))
        {
            problems.Add(ProblemModel.At(Rules.ReturnType, method, "a result, but is one-way"));
            return null;
        }

        return new(
            Names.Plain(method.ContainingType),
            method.Name,
            Names.InSignature(method.ReturnType),
            shape!.Value,
            method.ReturnType is INamedTypeSymbol { TypeArguments.Length: 1 } returned ? Names.InSignature(returned.TypeArguments[0]) : "",
            new(options),
            Names.Attribute(method, "Orleans.ResponseTimeoutAttribute")?.ConstructorArguments[0].Value as string,
            new(method.Parameters.Select(p => new ParameterModel(
                Names.InSignature(p.Type), Names.Plain(p.Type), "@" + p.Name.ToString(CultureInfo.InvariantCulture), Names.Simple(p.Type) == Token))));
    }

    private static ReturnShape? Shape(ITypeSymbol type) => Names.Simple(type.OriginalDefinition) switch
    {
        Task => ReturnShape.Task,
        Task + "<TResult>" => ReturnShape.TaskOfT,
        ValueTask => ReturnShape.ValueTask,
        ValueTask + "<TResult>" => ReturnShape.ValueTaskOfT,
        AsyncEnumerable => ReturnShape.Enumerable,
        _ => null,
    };
}
