namespace AgentGrid.Storage.Blobs;

/// <summary>Bytes that are stored.</summary>
/// <param name="Name">Opaque, made by the store.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record StoredBlob(string Name, long Size, string Sha256);
