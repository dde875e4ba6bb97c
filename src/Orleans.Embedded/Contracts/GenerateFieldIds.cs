namespace Orleans;

/// <summary>How members without an <see cref="IdAttribute"/> get their numbers.</summary>
public enum GenerateFieldIds
{
    /// <summary>They do not.</summary>
    None = 0,

    /// <summary>Public properties are numbered from a hash of their names.</summary>
    PublicProperties = 1,
}
