using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using AgentGrid.Agents;

namespace AgentGrid.Abstractions.Tests;

/// <summary>
/// The embedded engine passes arguments by reference, Orleans copies them unless they are immutable: only immutable contract
/// types mean the same in both.
/// </summary>
public sealed class GrainContractTests
{
    private static readonly HashSet<Type> Values =
    [
        typeof(string), typeof(bool), typeof(byte), typeof(int), typeof(long), typeof(double), typeof(decimal), typeof(void),
        typeof(DateTimeOffset), typeof(TimeSpan), typeof(Guid), typeof(CancellationToken), typeof(Task), typeof(ValueTask),
    ];

    private static readonly HashSet<Type> Wrappers =
    [
        typeof(Task<>), typeof(ValueTask<>), typeof(IAsyncEnumerable<>), typeof(Nullable<>),
        typeof(ImmutableArray<>), typeof(ImmutableDictionary<,>),
    ];

    public static TheoryData<Type> GrainInterfaces() => [.. Interfaces()];

    public static TheoryData<Type> ContractTypes() => [.. Interfaces().SelectMany(TypesOf).SelectMany(Reach).Distinct()];

    [Fact]
    public void GrainInterfaces_OfThisAssembly_AreFound() => Interfaces().Count().ShouldBeGreaterThan(4);

    [Theory]
    [MemberData(nameof(GrainInterfaces))]
    public void GrainInterface_ItsMethods_HaveUniqueAliases(Type grain)
    {
        grain.GetCustomAttribute<AliasAttribute>().ShouldNotBeNull($"{grain.Name} needs an [Alias], which outlives its name");
        var aliases = grain.GetMethods().Select(method => method.GetCustomAttribute<AliasAttribute>()?.Alias).ToList();
        aliases.ShouldAllBe(alias => alias != null);
        aliases.ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(ContractTypes))]
    public void ContractType_ThatCrossesACall_IsImmutable(Type type)
    {
        Find(type).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(typeof(List<int>))]
    [InlineData(typeof(int[]))]
    [InlineData(typeof(Mutable))]
    [InlineData(typeof(HidesMutable))]
    public void ContractType_ThatIsMutable_IsFound(Type type)
    {
        Reach(type).SelectMany(Find).ShouldNotBeEmpty();
    }

    private static IEnumerable<Type> Interfaces() =>
        typeof(IAgentGrain).Assembly.GetTypes().Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrainWithStringKey)));

    private static IEnumerable<Type> TypesOf(Type grain) =>
        grain.GetMethods().SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType));

    /// <summary>The contract types that a type is made of, itself included, without plain values and wrappers.</summary>
    private static HashSet<Type> Reach(Type type)
    {
        var found = new HashSet<Type>();
        var open = new Stack<Type>([type]);
        while (open.TryPop(out var next))
        {
            if (next.IsGenericType)
            {
                Array.ForEach(next.GetGenericArguments(), open.Push);
            }

            var isWrapper = next.IsGenericType && Wrappers.Contains(next.GetGenericTypeDefinition());
            if (!Values.Contains(next) && !next.IsEnum && !isWrapper && found.Add(next) && next.Assembly != typeof(object).Assembly)
            {
                Array.ForEach(PropertiesOf(next), property => open.Push(property.PropertyType));
            }
        }

        return found;
    }

    private static IEnumerable<string> Find(Type type)
    {
        if (type.GetCustomAttribute<GenerateSerializerAttribute>() is null || type.GetCustomAttribute<ImmutableAttribute>() is null)
        {
            yield return $"{type} is not marked [GenerateSerializer, Immutable]";
        }

        if (type.GetCustomAttribute<AliasAttribute>() is null)
        {
            yield return $"{type} has no [Alias]";
        }

        var ids = PropertiesOf(type).Select(property => property.GetCustomAttribute<IdAttribute>()?.Id).ToList();
        if (ids.Contains(null) || ids.Distinct().Count() != ids.Count)
        {
            yield return $"{type} has a member without an [Id] of its own";
        }

        foreach (var property in PropertiesOf(type).Where(property => property.SetMethod is { } set && !IsInitOnly(set)))
        {
            yield return $"{type}.{property.Name} can be set";
        }

        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(field => !field.IsInitOnly))
        {
            yield return $"{type}.{field.Name} can be written";
        }
    }

    /// <summary>Members that hold something: computed ones and a record's own are left out.</summary>
    private static PropertyInfo[] PropertiesOf(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(property => property.Name != "EqualityContract" && property.SetMethod is not null),
    ];

    private static bool IsInitOnly(MethodInfo set) =>
        set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    // Not private: Orleans writes a serializer for these too.
    [GenerateSerializer, Immutable, Alias("mutable")]
    internal sealed class Mutable
    {
        [Id(0)]
        public int Number { get; set; }
    }

    [GenerateSerializer, Immutable, Alias("hides-mutable")]
    internal sealed record HidesMutable([property: Id(0)] ImmutableArray<Mutable> Items);
}
