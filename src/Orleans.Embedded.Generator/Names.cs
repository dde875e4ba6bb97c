using Microsoft.CodeAnalysis;

namespace Orleans.Embedded.Generator;

/// <summary>Names of types, as generated code writes and recognizes them.</summary>
internal static class Names
{
    public const string Addressable = "Orleans.Runtime.IAddressable";
    public const string Observer = "Orleans.IGrainObserver";
    public const string GrainBase = "Orleans.IGrainBase";
    public const string ManifestAttribute = "Orleans.Embedded.Manifest.GrainManifestAttribute";

    private static readonly SymbolDisplayFormat Annotated = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>With nullability, for signatures.</summary>
    public static string InSignature(ITypeSymbol type) => type.ToDisplayString(Annotated);

    /// <summary>Without nullability, for <c>typeof</c>.</summary>
    public static string Plain(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    public static string Simple(ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

    public static bool Implements(INamedTypeSymbol type, string interfaceName) =>
        type.AllInterfaces.Any(i => Simple(i) == interfaceName);

    public static AttributeData? Attribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass is { } type && Simple(type) == name);

    /// <summary>A full name as an identifier.</summary>
    public static string Identifier(string name) =>
        new([.. name.Replace("global::", "").Select(c => char.IsLetterOrDigit(c) ? c : '_')]);

    /// <summary>What makes the symbol inaccessible to generated code; null when it is accessible.</summary>
    public static string? Inaccessible(INamedTypeSymbol type)
    {
        for (var t = type; t is not null; t = t.ContainingType)
        {
            if (t.IsFileLocal)
            {
                return "file-local";
            }

            if (t.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal))
            {
                return t.DeclaredAccessibility.ToString().ToLowerInvariant();
            }
        }

        return null;
    }
}
