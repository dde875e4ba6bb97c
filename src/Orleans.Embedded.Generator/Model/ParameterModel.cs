namespace Orleans.Embedded.Generator;

/// <param name="Type">The type with nullability, as a signature writes it.</param>
/// <param name="PlainType">The type as <c>typeof</c> takes it.</param>
/// <param name="Name">The name, escaped.</param>
/// <param name="IsToken">Whether it is the cancellation token.</param>
internal sealed record ParameterModel(string Type, string PlainType, string Name, bool IsToken);
