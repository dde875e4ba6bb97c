namespace AgentGrid.Benchmarks.Chat;

/// <summary>What a load measured.</summary>
/// <param name="TurnsPerSecond">Whole turns.</param>
/// <param name="FirstTokenP50">Milliseconds.</param>
/// <param name="FirstTokenP99">Milliseconds.</param>
/// <param name="ProcessorMs">Processor milliseconds of the server a turn.</param>
/// <param name="AllocatedBytes">Bytes that the server allocated a token.</param>
internal sealed record ChatFigures(
    double TurnsPerSecond, double FirstTokenP50, double FirstTokenP99, double ProcessorMs, double AllocatedBytes);
