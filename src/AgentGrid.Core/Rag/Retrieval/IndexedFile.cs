namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>A file in an index.</summary>
/// <param name="Id">The file's id.</param>
/// <param name="Version">Which form of the file.</param>
/// <param name="Number">Its number in the arms; a file added again gets a higher one.</param>
/// <param name="Sketches">The <see cref="Text.SimHash"/> of each chunk, by ordinal.</param>
/// <param name="Contents">What only chunks of the same text have in common, by ordinal; 0 for none.</param>
/// <param name="Languages">Chunks by language.</param>
internal sealed record IndexedFile(string Id, int Version, int Number, ulong[] Sketches, ulong[] Contents, int[] Languages);
