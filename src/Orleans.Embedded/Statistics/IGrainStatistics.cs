namespace Orleans.Embedded.Statistics;

/// <summary>What the engine has done since it started.</summary>
public interface IGrainStatistics
{
    /// <summary>Reads the counters now.</summary>
    GrainStatisticsSnapshot Read();
}
