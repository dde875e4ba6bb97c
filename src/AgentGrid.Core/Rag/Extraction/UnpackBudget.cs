namespace AgentGrid.Core.Rag.Extraction;

/// <summary>Counts what all containers of one document unpack to, against its limits.</summary>
internal sealed class UnpackBudget(long packedBytes, ExtractionOptions options)
{
    private const long RatioFloorBytes = 20_000_000;

    private long _unpacked;

    public void Add(long bytes)
    {
        _unpacked += bytes;
        var ratioLimit = Math.Max(RatioFloorBytes, packedBytes * options.MaxUnpackRatio);
        if (_unpacked > Math.Min(options.MaxUnpackedBytes, ratioLimit))
        {
            throw new ExtractionException(
                ExtractionCodes.ArchiveBomb,
                $"The file unpacks to more than {Math.Min(options.MaxUnpackedBytes, ratioLimit) / 1_000_000} MB, far more than "
                + "its own size allows. Unpack it yourself and upload the documents one by one.");
        }
    }
}
