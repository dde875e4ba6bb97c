namespace Orleans.Embedded.Generator;

/// <param name="Interface">The interface that declares it.</param>
/// <param name="Name">The name.</param>
/// <param name="Return">The return type as a signature writes it.</param>
/// <param name="Shape">What kind of return type that is.</param>
/// <param name="Result">The type argument of the return type; empty when there is none.</param>
/// <param name="Options">The names of the options that are set.</param>
/// <param name="ResponseTimeout">The timeout in invariant format; null for the default.</param>
/// <param name="Parameters">The parameters.</param>
internal sealed record MethodModel(
    string Interface,
    string Name,
    string Return,
    ReturnShape Shape,
    string Result,
    EquatableArray<string> Options,
    string? ResponseTimeout,
    EquatableArray<ParameterModel> Parameters);
