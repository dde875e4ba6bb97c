namespace Orleans.Embedded.Generator;

/// <param name="Name">The full name.</param>
/// <param name="Arguments">The expressions that make the constructor's arguments.</param>
/// <param name="Problems">What it must not do.</param>
internal sealed record ClassModel(string Name, EquatableArray<string> Arguments, EquatableArray<ProblemModel> Problems);
