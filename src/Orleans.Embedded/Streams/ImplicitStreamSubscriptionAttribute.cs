namespace Orleans;

/// <summary>Subscribes the grain whose key is the stream's key to every stream of a namespace.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class ImplicitStreamSubscriptionAttribute : Attribute
{
    /// <summary>Subscribes to the streams of <paramref name="streamNamespace"/>.</summary>
    public ImplicitStreamSubscriptionAttribute(string streamNamespace, string? streamIdMapper = null)
    {
        StreamNamespace = streamNamespace;
        StreamIdMapper = streamIdMapper;
    }

    /// <summary>Not used by the embedded engine: the grain's key is the stream's key.</summary>
    public string? StreamIdMapper { get; init; }

    internal string StreamNamespace { get; }
}
