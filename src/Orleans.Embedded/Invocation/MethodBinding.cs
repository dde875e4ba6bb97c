using Orleans.Embedded.Statistics;

namespace Orleans.Embedded.Invocation;

/// <summary>A method within one engine: its options resolved, what was measured of it, and whether it may run inline.</summary>
internal sealed class MethodBinding
{
    public MethodBinding(GrainMethod method, ResponseDeadlines deadlines)
    {
        Method = method;
        Deadlines = deadlines;
        AlwaysInterleaves = method.Options.HasFlag(GrainMethodOptions.AlwaysInterleave);
        IsReadOnly = method.Options.HasFlag(GrainMethodOptions.ReadOnly);
        IsOneWay = method.Options.HasFlag(GrainMethodOptions.OneWay);
    }

    public GrainMethod Method { get; }

    public ResponseDeadlines Deadlines { get; }

    public bool AlwaysInterleaves { get; }

    public bool IsReadOnly { get; }

    public bool IsOneWay { get; }

    public MethodMeter Meter { get; } = new();

    public InlineGauge Inline { get; } = new();
}
