namespace Orleans.Embedded.Manifest;

/// <summary>The grain classes and interfaces of one assembly. Implemented by generated code.</summary>
public interface IGrainManifestPart
{
    /// <summary>Adds them.</summary>
    void AddTo(GrainManifest manifest);
}
