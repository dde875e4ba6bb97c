using Microsoft.CodeAnalysis;

namespace Orleans.Embedded.Generator;

/// <summary>What the generator complains about.</summary>
internal static class Rules
{
    public static readonly DiagnosticDescriptor ReturnType = Error(
        "OEG001", "Unsupported return type", "{0} returns {1}; a grain method returns Task, Task<T>, ValueTask, ValueTask<T> or IAsyncEnumerable<T>");

    public static readonly DiagnosticDescriptor Member = Error(
        "OEG002", "Unsupported member", "{0} is {1}; a grain interface has only methods");

    public static readonly DiagnosticDescriptor Generic = Error(
        "OEG003", "Generics are not supported", "{0} is {1}; the embedded engine supports no generic grain interfaces, methods or classes");

    public static readonly DiagnosticDescriptor Parameter = Error(
        "OEG004", "Unsupported parameter", "{0}: {1}");

    public static readonly DiagnosticDescriptor Access = Error(
        "OEG005", "Not accessible", "{0} is {1}; grain interfaces and classes must be at least internal, and so must what contains them");

    public static readonly DiagnosticDescriptor Constructor = Error(
        "OEG006", "No usable constructor", "{0}: {1}");

    private static readonly DiagnosticDescriptor[] All = [ReturnType, Member, Generic, Parameter, Access, Constructor];

    public static DiagnosticDescriptor ById(string id) => All.First(rule => rule.Id == id);

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "Orleans.Embedded", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
