namespace Orleans.Embedded.Generator;

/// <param name="Name">The full name.</param>
/// <param name="ProxyName">The name of the class to generate.</param>
/// <param name="Methods">Its methods and those it inherits.</param>
/// <param name="Problems">What it must not do.</param>
internal sealed record InterfaceModel(
    string Name, string ProxyName, EquatableArray<MethodModel> Methods, EquatableArray<ProblemModel> Problems);
