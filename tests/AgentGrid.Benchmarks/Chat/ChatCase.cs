namespace AgentGrid.Benchmarks.Chat;

/// <summary>A load to measure.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Streams">Turns at once.</param>
/// <param name="Turns">Turns in all, in each round.</param>
/// <param name="Model">The model's name; see <see cref="FixedModel"/>.</param>
/// <param name="Knowledge">Whether the agent has files to search.</param>
internal sealed record ChatCase(string Name, int Streams, int Turns, string Model = FixedModel.Quick, bool Knowledge = false)
{
    public static IReadOnlyList<ChatCase> All { get; } =
    [
        new("1 streams", 1, 300),
        new("16 streams", 16, 1_500),
        new("64 streams", 64, 10_000),
        new("256 streams", 256, 10_000),
        new("64 streams, 1,000 chunks", 64, 1_500, Knowledge: true),
        new("64 streams, tokens one by one", 64, 500, FixedModel.Paced),
    ];
}
