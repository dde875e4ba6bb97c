using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Orleans.Embedded.Generator;

/// <summary>Something a grain interface or class must not do.</summary>
internal sealed record ProblemModel(string Id, string Argument, string Detail, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static ProblemModel At(DiagnosticDescriptor rule, ISymbol symbol, string detail)
    {
        var location = symbol.Locations.Length > 0 ? symbol.Locations[0] : Location.None;
        return new(
            rule.Id,
            symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
            detail,
            location.SourceTree?.FilePath ?? "",
            location.SourceSpan,
            location.GetLineSpan().Span);
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        Rules.ById(Id), Path.Length == 0 ? Location.None : Location.Create(Path, Span, Lines), Argument, Detail);
}
