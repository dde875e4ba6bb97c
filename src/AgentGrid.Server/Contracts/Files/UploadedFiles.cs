using System.Collections.Immutable;

namespace AgentGrid.Server.Contracts.Files;

/// <summary>The files of an upload, in the order of its parts.</summary>
internal sealed record UploadedFiles(ImmutableArray<UploadedFile> Items);
