namespace AgentGrid.Knowledge;

/// <summary>Why a file failed.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Message">What was wrong and how to mend it.</param>
[GenerateSerializer, Immutable, Alias("file-error")]
public sealed record FileError(
    [property: Id(0)] string Code,
    [property: Id(1)] string Message);
