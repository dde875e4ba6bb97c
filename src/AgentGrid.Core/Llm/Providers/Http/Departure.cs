namespace AgentGrid.Core.Llm.Providers.Http;

/// <summary>
/// Whether the request of a call has left. Ambient: between who accounts for a call and the connection that carries it lie the
/// vendors' libraries, which pass nothing through.
/// </summary>
internal sealed class Departure
{
    private static readonly AsyncLocal<Departure?> Ambient = new();

    private volatile bool _hasLeft;

    /// <summary>That of the call that is being made, or null.</summary>
    public static Departure? Current => Ambient.Value;

    /// <summary>A part of the request was sent: until then nobody was asked anything.</summary>
    public bool HasLeft => _hasLeft;

    /// <summary>Follows the call that the caller makes next, in the same flow.</summary>
    public static Departure Follow() => Ambient.Value = new Departure();

    /// <summary>The request begins to leave.</summary>
    public void Leave() => _hasLeft = true;
}
