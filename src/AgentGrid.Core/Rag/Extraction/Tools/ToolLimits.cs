namespace AgentGrid.Core.Rag.Extraction.Tools;

/// <summary>What one run of an external program may use.</summary>
/// <param name="MemoryMegabytes">Private memory.</param>
/// <param name="AddressSpace">Whether that bound also holds for reserved addresses; runtimes that reserve much more than they use cannot start with it.</param>
/// <param name="Seconds">Wall-clock time; processor time is bounded by the same number.</param>
/// <param name="OutputBytes">Bytes of standard output.</param>
internal sealed record ToolLimits(int MemoryMegabytes, bool AddressSpace, int Seconds, long OutputBytes);
