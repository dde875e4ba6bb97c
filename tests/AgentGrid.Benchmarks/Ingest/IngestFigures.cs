namespace AgentGrid.Benchmarks.Ingest;

/// <summary>What some files took.</summary>
/// <param name="Files">How many.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Chunks">What they were cut into.</param>
/// <param name="Seconds">From the first byte sent until all were ready.</param>
/// <param name="ProcessorMs">Processor milliseconds of the program that did the work.</param>
internal sealed record IngestFigures(int Files, long Bytes, long Chunks, double Seconds, double ProcessorMs)
{
    public double MegabytesPerSecond => Bytes / 1e6 / Seconds;

    public double ProcessorMsPerFile => ProcessorMs / Files;

    public double ChunksPerSecond => Chunks / Seconds;
}
