namespace Orleans.Embedded.Invocation;

/// <summary>How the calls of an interface method behave.</summary>
[Flags]
public enum GrainMethodOptions
{
    /// <summary>One at a time.</summary>
    None = 0,

    /// <summary>May start while any other request awaits.</summary>
    AlwaysInterleave = 1,

    /// <summary>May start while only read-only requests await.</summary>
    ReadOnly = 2,

    /// <summary>The caller does not wait.</summary>
    OneWay = 4,
}
