namespace AgentGrid.Core.Llm.Routing;

/// <summary>A model of a provider, written <c>provider/model</c>. The model's own name may contain slashes.</summary>
public readonly record struct ModelName(string Provider, string Model)
{
    /// <summary>Splits at the first slash; null when there is none or a side is empty.</summary>
    public static ModelName? Parse(string? text)
    {
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        return slash <= 0 || slash == text!.Length - 1 ? null : new ModelName(text[..slash], text[(slash + 1)..]);
    }

    public override string ToString() => $"{Provider}/{Model}";
}
