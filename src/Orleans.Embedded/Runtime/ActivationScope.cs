using Orleans.Runtime;

namespace Orleans.Embedded.Runtime;

/// <summary>The activation whose turn the current thread runs.</summary>
internal static class ActivationScope
{
    [ThreadStatic]
    private static IGrainContext? _current;

    public static IGrainContext? Current
    {
        get => _current;
        set => _current = value;
    }

    public static IGrainContext RequireCurrent() =>
        _current ?? throw new InvalidOperationException("Grains are made by the engine, not by application code; use IGrainFactory.GetGrain.");
}
