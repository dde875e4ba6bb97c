namespace AgentGrid.Server.Attachments;

/// <summary>An image of a request, decoded and recognised.</summary>
internal sealed record ReceivedImage(byte[] Bytes, string MediaType, string? Name, string Sha256);
