using AgentGrid.Storage.Blobs;

namespace AgentGrid.Server.Uploads;

/// <summary>A file of an upload whose bytes are stored.</summary>
internal sealed record ReceivedFile(string Name, StoredBlob Blob);
