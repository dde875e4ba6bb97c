namespace AgentGrid.Core.Rag.Extraction.Tools;

/// <summary>What one run of an external program may use.</summary>
/// <param name="MemoryMegabytes">Private memory.</param>
/// <param name="AddressSpace">Whether that bound also holds for reserved addresses; runtimes that reserve much more than they use cannot start with it.</param>
/// <param name="Seconds">Wall-clock time.</param>
/// <param name="OutputBytes">Bytes of standard output.</param>
internal sealed record ToolLimits(int MemoryMegabytes, bool AddressSpace, int Seconds, long OutputBytes)
{
    /// <summary>Processor time; as much as wall-clock time where nothing else is said.</summary>
    public int ProcessorSeconds { get; init; } = Seconds;
}
