namespace Orleans;

/// <summary>The way into the grains from code that is not a grain.</summary>
public interface IClusterClient : IGrainFactory
{
    /// <summary>The host's services.</summary>
    IServiceProvider ServiceProvider { get; }
}
